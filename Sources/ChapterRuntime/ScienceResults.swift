package import Computation
import Files
package import Foundation

extension ResultStore {
    /// The store in a folder, as all programs open it that compute with this code: chapters and commands share what they
    /// remember. Results depend on the code that computes them, not on that of the page.
    package convenience init(scienceResults folder: URL) {
        self.init(folder: folder, codeFingerprint: Self.scienceFingerprint)
    }

    private static let scienceFingerprint = Files.codeFingerprint(of: [.science])
}
