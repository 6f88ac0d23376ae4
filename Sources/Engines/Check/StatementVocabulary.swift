internal import Model

/// What a plugin's statement may use: functions whose result follows from their arguments alone.
///
/// A list of what is allowed, not of what isn't: a new version of an engine may bring a new way to read a file.
/// Left out on purpose: anything that reads the clock, the environment, settings or the catalog, that draws at random,
/// or that quotes values in an error (`error`).
enum StatementVocabulary {
    static let tableFunctions: Set<String> = ["range", "generate_series", "unnest"]

    static let functions: Set<String> = words(
        """
        days_between add_days add_months month_start month_end safe_div convert_money

        count count_star count_if countif sum min max avg mean median mode bool_and bool_or any_value arbitrary first last
        arg_min arg_max argmin argmax min_by max_by first_value last_value nth_value product string_agg group_concat listagg
        array_agg list quantile quantile_cont quantile_disc percentile_cont percentile_disc stddev stddev_pop stddev_samp
        variance var_pop var_samp corr covar_pop covar_samp histogram bit_and bit_or bit_xor grouping grouping_id
        row_number rank dense_rank rank_dense percent_rank cume_dist ntile lag lead fill

        abs sign ceil ceiling floor round round_even trunc mod fmod fdiv power pow sqrt cbrt exp ln log log2 log10 pi even gcd lcm
        greatest least add subtract multiply divide nullif coalesce if ifnull least_common_multiple greatest_common_divisor
        isnan isinf isfinite factorial degrees radians sin cos tan asin acos atan atan2 bit_count xor

        date_part datepart date_trunc datetrunc date_diff datediff date_sub datesub date_add last_day make_date
        day dayofmonth dayofweek dayofyear dayname isodow isoyear month monthname quarter week weekday weekofyear year yearweek
        decade century days_in_month era julian epoch strftime strptime try_strptime age time_bucket
        to_days to_weeks to_months to_quarters to_years

        ascii bar char_length character_length chr concat concat_ws contains ends_with format hash instr
        lcase left length len levenshtein like_escape not_like_escape ilike_escape not_ilike_escape lower lpad ltrim md5
        octet_length ord overlay position prefix printf regexp_extract regexp_extract_all regexp_full_match regexp_matches
        regexp_replace regexp_split_to_array repeat replace reverse right rpad rtrim sha256 split split_part starts_with
        str_split string_split string_to_array array_to_string strip_accents strlen strpos substr substring suffix translate
        trim ucase unicode upper

        list_value list_pack list_contains list_has list_has_any list_has_all list_concat list_cat list_distinct list_extract
        list_element list_filter list_transform list_apply list_reduce list_position list_indexof list_slice list_sort
        list_reverse_sort list_unique list_zip list_sum list_min list_max list_count list_avg list_append list_prepend
        list_reverse array_extract array_slice array_length array_value flatten element_at cardinality generate_subscripts
        array_contains array_append array_prepend array_concat array_distinct array_sort array_position
        row struct_pack struct_extract struct_extract_at struct_insert map map_keys map_values map_extract map_entries
        map_from_entries map_contains range generate_series unnest typeof constant_or_null
        """)

    /// Written like columns, but what they give depends on when and by whom the statement runs.
    static let clockWords: Set<String> = words(
        """
        current_date current_time current_timestamp localtime localtimestamp current_localtime current_localtimestamp
        current_user session_user current_role current_catalog current_schema current_database user system_user
        current_timezone
        """)

    /// Whether PostgreSQL or Spark makes a day of the clock's of a text: `today`, and `today 08:00 UTC`, too.
    static func tellsTheClock(_ text: String) -> Bool {
        let words = text.lowercased().split(whereSeparator: { $0.isWhitespace || $0 == "," }).map(String.init)
        guard words.contains(where: clockLiterals.contains) else { return false }
        return words.allSatisfy { clockLiterals.contains($0) || timeWords.contains($0) || $0.contains { $0.isNumber || $0 == "/" } }
    }

    private static let clockLiterals: Set<String> = ["now", "today", "tomorrow", "yesterday"]
    /// What may stand beside: zones and halves of the day; numbers, and zones such as `Europe/Madrid`, are known by their look.
    private static let timeWords: Set<String> = words(
        """
        utc ut gmt z zulu est edt cst cdt mst mdt pst pdt cet cest eet eest wet west bst ist jst msk at on am pm ad bc allballs
        """)

    /// Whether an operand is text for sure: a column of the ledger's that is, or what makes text.
    static func isText(_ operand: Any) -> Bool {
        guard let node = operand as? [String: Any] else { return false }
        switch node["class"] as? String {
        case "COLUMN_REF": return (node["column_names"] as? [String])?.last.map { textColumns.contains($0.lowercased()) } ?? false
        case "FUNCTION": return textMakers.contains((node["function_name"] as? String ?? "").lowercased())
        default: return false
        }
    }

    private static let textColumns = Set(LedgerRelation.all.flatMap { $0.columns.filter { $0.type == .text }.map(\.name) })
    private static let textMakers: Set<String> = words("upper lower trim ltrim rtrim substr substring replace left right concat ||")

    /// PostgreSQL takes `o.row_to_json` for `row_to_json(o)`, where `o` has no such column.
    static let rowFunctions: Set<String> = words(
        """
        row_to_json to_json to_jsonb json_agg jsonb_agg hash_record hash_record_extended record_out record_send quote_literal quote_nullable
        array_agg xmlagg num_nulls num_nonnulls json_build_array jsonb_build_array
        """)

    /// Columns that an engine adds to every relation: where a row lies, who wrote it, which file it came from.
    static let systemColumns: Set<String> = words("ctid xmin xmax cmin cmax tableoid rowid _metadata")

    /// The kinds of expressions, as the parser names them, beside those with a rule of their own.
    static let expressions: Set<String> = words(
        """
        CONSTANT COMPARISON CONJUNCTION OPERATOR CASE SUBQUERY STAR LAMBDA LAMBDA_REF BETWEEN COLLATE POSITIONAL_REFERENCE CHECKED
        """)

    private static func words(_ text: String) -> Set<String> { Set(text.split(whereSeparator: \.isWhitespace).map(String.init)) }
}
