import CCurl
import Foundation

/// What a server says before the content.
struct Response {
    /// The status of HTTP; 0 for a file.
    var status = 0
    /// How many bytes are to come, where that is said.
    var length: Int?
    /// The first byte and the whole file's size, of an answer with a part of the file.
    var rangeStart: Int?
    var rangeTotal: Int?
    /// An entity tag that stands for the very bytes, or else the date of the last change.
    var validator: String? { entityTag ?? lastModified }

    private var entityTag: String?
    private var lastModified: String?

    /// Takes a line of the header. A line with a status begins a new answer, as after a redirect.
    mutating func take(header line: String) {
        if line.hasPrefix("HTTP/") { self = Response() }
        guard let colon = line.firstIndex(of: ":") else { return }
        let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespacesAndNewlines)
        switch line[..<colon].lowercased() {
        // A weak tag (RFC 9110, 8.8.3) stands for what is worth the same, not for the same bytes.
        case "etag": entityTag = value.hasPrefix("W/") || value.isEmpty ? nil : value
        case "last-modified": lastModified = value.isEmpty ? nil : value
        case "content-range":
            // bytes 1000-4999/5000, where the total may be an asterisk.
            guard let match = value.wholeMatch(of: /bytes (\d+)-\d+\/(\d+|\*)/) else { return }
            rangeStart = Int(match.1)
            rangeTotal = Int(match.2)
        default: break
        }
    }
}

/// One request for a file or the rest of it; the owner of libcurl's handle.
final class Transfer {
    /// Bytes of the content; throwing ends the transfer with this error.
    typealias Receive = (Response, UnsafeRawBufferPointer) throws -> Void
    /// Called about once a second and whenever something came; false ends the transfer.
    typealias ShouldContinue = (_ bytesPerSecond: Double) -> Bool

    private let handle: UnsafeMutableRawPointer
    private let limits: Download.Limits
    private var headers: UnsafeMutablePointer<curl_slist>?
    private var response = Response()
    private var receive: Receive = { _, _ in }
    private var shouldContinue: ShouldContinue = { _ in true }
    private var failure: (any Error)?

    private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// Prepares a request for the bytes from `offset` on, if the file still is the version that `validator` names, and
    /// otherwise for the whole file.
    init(_ address: String, from offset: Int, validator: String?, limits: Download.Limits) throws {
        guard Self.isLibraryReady, let handle = curl_easy_init() else {
            throw DownloadError.Reason.failed(detail: "the transfer library cannot be started")
        }
        self.handle = handle
        self.limits = limits
        try set(CURLOPT_URL, address)
        try check(curl_restrict_schemes(handle))
        try set(CURLOPT_USERAGENT, "w2vbook")
        // Signals are the program's; a status of 400 or more is an error, whose page is no content.
        for option in [CURLOPT_NOSIGNAL, CURLOPT_FOLLOWLOCATION, CURLOPT_FAILONERROR] { try set(option, 1) }
        try set(CURLOPT_MAXREDIRS, limits.redirects)
        try set(CURLOPT_CONNECTTIMEOUT, limits.seconds)
        try set(CURLOPT_LOW_SPEED_LIMIT, limits.bytesPerSecond)
        try set(CURLOPT_LOW_SPEED_TIME, limits.seconds)
        try set(CURLOPT_BUFFERSIZE, 1 << 18)
        // No proxy leads back to this machine.
        try set(CURLOPT_NOPROXY, Self.isLoopback(address) ? "*" : nil)
        if offset > 0, let validator {
            try set(CURLOPT_RANGE, "\(offset)-")
            headers = curl_slist_append(nil, "If-Range: \(validator)")
            try check(curl_set_list(handle, CURLOPT_HTTPHEADER, headers))
        }
        let context = Unmanaged.passUnretained(self).toOpaque()
        try check(curl_set_receiver(handle, CURLOPT_WRITEFUNCTION, takeContent))
        try check(curl_set_pointer(handle, CURLOPT_WRITEDATA, context))
        try check(curl_set_receiver(handle, CURLOPT_HEADERFUNCTION, takeHeader))
        try check(curl_set_pointer(handle, CURLOPT_HEADERDATA, context))
        try check(curl_set_progress(handle, takeProgress))
        try check(curl_set_pointer(handle, CURLOPT_XFERINFODATA, context))
        try set(CURLOPT_NOPROGRESS, 0)
    }

    deinit {
        curl_easy_cleanup(handle)
        curl_slist_free_all(headers)
    }

    /// Runs the request to its end and returns what the server said before the content.
    ///
    /// Throws ``DownloadError/Reason`` and what `receive` throws. A connection that ends too early is
    /// `.cutOff(received: 0, size: nil)`: the caller knows how much came.
    func run(receive: @escaping Receive, shouldContinue: @escaping ShouldContinue) throws -> Response {
        self.receive = receive
        self.shouldContinue = shouldContinue
        defer {
            self.receive = { _, _ in }
            self.shouldContinue = { _ in true }
        }
        let code = curl_easy_perform(handle)
        if let failure { throw failure }
        if let reason = reason(code) { throw reason }
        completeResponse()
        return response
    }

    // MARK: - What libcurl calls

    fileprivate func content(_ bytes: UnsafeRawBufferPointer) -> Int {
        completeResponse()
        do { try receive(response, bytes) } catch {
            failure = error
            return 0
        }
        return bytes.count
    }

    fileprivate func header(_ bytes: UnsafeRawBufferPointer) {
        response.take(header: String(decoding: bytes, as: UTF8.self))
    }

    fileprivate var shouldGoOn: Bool { shouldContinue(Double(offset(CURLINFO_SPEED_DOWNLOAD_T) ?? 0)) }

    /// Adds what libcurl has worked out itself.
    private func completeResponse() {
        response.status = status
        response.length = offset(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T).flatMap { $0 >= 0 ? $0 : nil }
    }

    // MARK: - Talking to libcurl

    private func set(_ option: CURLoption, _ value: Int) throws { try check(curl_set_long(handle, option, value)) }

    private func set(_ option: CURLoption, _ value: String?) throws {
        try check(curl_set_text(handle, option, value))
    }

    private func check(_ code: CURLcode) throws {
        guard code == CURLE_OK else { throw DownloadError.Reason.failed(detail: Self.text(code)) }
    }

    private var status: Int {
        var status = 0
        return curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK ? status : 0
    }

    private func offset(_ info: CURLINFO) -> Int? {
        var value: curl_off_t = 0
        return curl_get_offset(handle, info, &value) == CURLE_OK ? Int(value) : nil
    }

    private func reason(_ code: CURLcode) -> DownloadError.Reason? {
        switch code {
        case CURLE_OK: nil
        case CURLE_ABORTED_BY_CALLBACK: .stopped
        case CURLE_HTTP_RETURNED_ERROR: .status(status)
        case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR: .cutOff(received: 0, size: nil)
        case CURLE_OPERATION_TIMEDOUT:
            (offset(CURLINFO_CONNECT_TIME_T) ?? 0) == 0
                ? .unreachable(detail: "the server did not answer within \(limits.seconds) seconds")
                : .stalled(bytesPerSecond: limits.bytesPerSecond, seconds: limits.seconds)
        case CURLE_COULDNT_RESOLVE_HOST: .unreachable(detail: "there is no server of this name")
        case CURLE_COULDNT_RESOLVE_PROXY: .unreachable(detail: "there is no proxy of the name that is set")
        case CURLE_COULDNT_CONNECT: .unreachable(detail: "the server takes no connection")
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE:
            .unreachable(detail: "the connection is not secure (\(Self.text(code)))")
        case CURLE_TOO_MANY_REDIRECTS: .redirects(limit: limits.redirects)
        case CURLE_UNSUPPORTED_PROTOCOL where (300..<400).contains(status): .redirectElsewhere
        case CURLE_UNSUPPORTED_PROTOCOL where status == 0: .failed(detail: "the server does not speak HTTP")
        case CURLE_URL_MALFORMAT: .address
        default: .failed(detail: Self.text(code))
        }
    }

    /// The library's general words for a code, which name no server and no user.
    private static func text(_ code: CURLcode) -> String { String(cString: curl_easy_strerror(code)).lowercased() }

    private static func isLoopback(_ address: String) -> Bool {
        let host = URLComponents(string: address)?.host ?? ""
        return host == "localhost" || host.hasPrefix("127.") || host == "[::1]" || host == "::1"
    }
}

private func takeContent(
    bytes: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
    transfer(context).content(UnsafeRawBufferPointer(start: bytes, count: size * count))
}

private func takeHeader(
    bytes: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
    transfer(context).header(UnsafeRawBufferPointer(start: bytes, count: size * count))
    return size * count
}

private func takeProgress(
    context: UnsafeMutableRawPointer?, _: curl_off_t, _: curl_off_t, _: curl_off_t, _: curl_off_t
) -> Int32 {
    transfer(context).shouldGoOn ? 0 : 1
}

private func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer {
    // libcurl hands back what `init` gave it, while `run` keeps the object alive.
    Unmanaged<Transfer>.fromOpaque(context!).takeUnretainedValue()
}
