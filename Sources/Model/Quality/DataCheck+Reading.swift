/// Checks of rows as they are read, in layouts that hold more than rows.
extension DataCheck {
    static let reading = [
        DataCheck(
            "wrong-encoding", .sources, .warning, "Letters as declared",
            "rows have bytes that the declared encoding doesn't have, or that are letters of another one; they are rejected",
            remedy: "Declare the encoding that the extract has."),
        DataCheck(
            "lines-skipped", .sources, .info, "Lines that are no rows", "the format says that subtotals, page headers or rules are no rows, and there are some",
            remedy: "Nothing, where the kinds are as expected."),
        DataCheck(
            "list-total", .sources, .warning, "Subtotals printed in lists", "a subtotal printed in a list isn't the sum of the rows above it",
            remedy: "Rows are missing or couldn't be read, or the list was changed by hand: take it again."),
        DataCheck(
            "mended-rows", .sources, .info, "Rows mended by hand", "rows are read from `mended:` in place of those that were rejected",
            remedy: "Nothing; correct them in the ERP too."),
        DataCheck(
            "mended-unused", .sources, .warning, "Mended rows that nothing needs", "rows of `mended:` stand for lines that aren't rejected",
            remedy: "Remove what an extract that was taken again has right."),
        DataCheck(
            "rows-replaced", .sources, .info, "Rows that a later file has too", "`on_duplicate: latest_file` lets the row of the later file count",
            remedy: "Nothing, where the extracts overlap."),
        DataCheck(
            "binary-amounts", .sources, .warning, "Amounts in decimals",
            "amounts come from binary floating point, which has no exact cents; the shortest decimal that means the same number is taken",
            remedy: "Have the extract written with decimals."),
    ]
}
