/// Words of statements and operators: no column, and no function where brackets follow.
enum SQLKeywords {
    /// Words such as `left`, `first` and `rows` aren't among them: they may be columns or functions, and where they are neither no operator is beside them.
    static let all: Set<String> = words(
        """
        select distinct from where by having limit offset using on and or not in is like ilike glob similar to escape between symmetric when then
        else as with recursive over filter within partition group order asc desc union except intersect all any some exists lateral join inner
        cross full outer natural anti semi asof leading trailing both collate at window qualify fetch only for materialized end isnull notnull
        preceding following values
        """)

    static let units: Set<String> = words("day days month months year years week weeks quarter quarters hour hours minute minutes second seconds")

    /// Functions that give dates, of the prelude and of every engine.
    static let makingDates: Set<String> = words("add_days add_months month_start month_end make_date last_day")

    /// And those that give one of what they are given.
    static let keepingDates: Set<String> = words("min max coalesce least greatest nullif lag lead first_value last_value nth_value any_value")

    private static func words(_ text: String) -> Set<String> { Set(text.split(whereSeparator: \.isWhitespace).map(String.init)) }
}
