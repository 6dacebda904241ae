/// What `book.yml` says of the book as a publication. All of it is optional, and nothing of it comes from the clock.
public struct Publication: Codable, Hashable, Sendable {
    /// A day, a month or a year of the calendar.
    public struct Date: Codable, Hashable, Sendable {
        /// The year, of four digits.
        public var year: Int
        /// The month, 1 to 12; `nil` in a date that is only a year.
        public var month: Int?
        /// The day of the month, from 1; `nil` in a date without one.
        public var day: Int?

        /// A date, which is not checked; a day needs its month.
        public init(year: Int, month: Int? = nil, day: Int? = nil) {
            self.year = year
            self.month = month
            self.day = day
        }
    }

    /// When the book was published.
    public var date: Date?
    /// Where the book can be read, `http:` or `https:`.
    public var url: String?
    /// The terms that the book is under: `CC BY 4.0`.
    public var licence: String?
    /// The address of the folder with the chapters' files, without a slash at its end.
    public var source: String?

    /// A publication of which these things are known.
    public init(date: Date? = nil, url: String? = nil, licence: String? = nil, source: String? = nil) {
        self.date = date
        self.url = url
        self.licence = licence
        self.source = source
    }
}
