import Foundation

/// Streams of bzip2, made by its reference implementation.
enum Bzip2Samples {
    /// "the cat saw the dog".
    static let cat = bytes("QlpoOTFBWSZTWWDBCdoAAAgRgEAALsCMgCAAIaAGQgGmmigVasELAaKiPF3JFOFCQYMEJ2g=")
    /// " and the dog saw a bird".
    static let dog = bytes("QlpoOTFBWSZTWRF+nvMAAACRgEAANuGcgCAAIiHoQzIQAAE4iRDHZvlFG/rrDBdyRThQkBF+nvM=")
    /// Nothing.
    static let empty = bytes("QlpoORdyRThQkAAAAAA=")
    /// "a " 5 Mi times, in 397 bytes.
    static let bomb = bytes(
        """
        QlpoOTFBWSZTWU3g1jMDbuMRAEAAIAAgADCATUYVCETRUIROYoKyTKazfE8vOAbdxiIAgABAAEAAYQCajRUIRMKhCJzFBWSZTWU3
        g1jMDbuMRAEAAIAAgADCATUYVCETRUIROYoKyTKazfE8vOAbdxiIAgABAAEAAYQCajRUIRMKhCJzFBWSZTWU3g1jMDbuMRAEAAIA
        AgADCATUYVCETRUIROYoKyTKazfE8vOAbdxiIAgABAAEAAYQCajRUIRMKhCJzFBWSZTWU3g1jMDbuMRAEAAIAAgADCATUYVCETRU
        IROYoKyTKazfE8vOAbdxiIAgABAAEAAYQCajRUIRMKhCJzFBWSZTWU3g1jMDbuMRAEAAIAAgADCATUYVCETRUIROYoKyTKazfE8v
        OAbdxiIAgABAAEAAYQCajRUIRMKhCJzFBWSZTWU3g1jMDbuMRAEAAIAAgADCATUYVCETRUIROYoKyTKazug0T2gR4eCIAgABAAEA
        AQUgQYVQVQ0VQVQ4u5IpwoSEQzTP0A==
        """)

    private static func bytes(_ base64: String) -> [UInt8] {
        Array(Data(base64Encoded: base64, options: .ignoreUnknownCharacters)!)
    }
}
