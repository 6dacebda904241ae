import Foundation

/// Sends the bytes of a request to this machine, right or wrong, and returns all that is answered until the other side
/// closes the connection. It waits on a thread of its own: those of tasks are few, and the server needs them.
func answer(port: UInt16, to request: String) async throws -> String {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try blockingAnswer(port: port, to: request) }) }
    }
}

private func blockingAnswer(port: UInt16, to request: String) throws -> String {
    let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    defer { close(connection) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    address.sin_port = port.bigEndian
    let status = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
    guard status == 0 else { throw POSIXError(.ECONNREFUSED) }
    let bytes = Array(request.utf8)
    send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = recv(connection, &buffer, buffer.count, 0), count > 0 { received += buffer[..<count] }
    return String(decoding: received, as: UTF8.self)
}

/// The lines of a request whose connection ends with the answer.
func request(_ method: String = "GET", _ path: String = "/", _ fields: String...) -> String {
    (["\(method) \(path) HTTP/1.1"] + fields + ["Connection: close", "", ""]).joined(separator: "\r\n")
}
