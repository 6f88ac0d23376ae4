/* A million rows of ten cells with libxlsxwriter in constant memory: the least that the cells of a long list cost.
 *   long_list FILE ROWS
 * The cells, their formats, the filter and the frozen header are those of WorkbookBench. */
#include <stdio.h>
#include <stdlib.h>
#include <xlsxwriter.h>

static lxw_format *format(lxw_workbook *book, const char *pattern) {
    lxw_format *format = workbook_add_format(book);
    format_set_num_format(format, pattern);
    return format;
}

int main(int argc, char **argv) {
    if (argc != 3) return 64;
    const unsigned rows = (unsigned)strtoul(argv[2], NULL, 10);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    lxw_workbook *book = workbook_new_opt(argv[1], &options);
    lxw_worksheet *sheet = workbook_add_worksheet(book, "Items");
    lxw_format *text = format(book, "@"), *date = format(book, "yyyy\\-mm\\-dd"), *count = format(book, "#,##0"),
               *money = format(book, "#,##0.00");
    const char *titles[] = {"Customer", "Name", "Item", "Document", "Posted", "Due", "Days past due", "Currency", "Open (item's)", "Open"};
    worksheet_autofilter(sheet, 0, 0, rows, 9);
    worksheet_freeze_panes(sheet, 1, 0);
    for (int column = 0; column < 10; column++) worksheet_write_string(sheet, 0, column, titles[column], NULL);
    char buffer[64];
    for (unsigned index = 0; index < rows; index++) {
        const unsigned row = index + 1;
        snprintf(buffer, sizeof buffer, "C%06u", index % 40000);
        worksheet_write_string(sheet, row, 0, buffer, text);
        snprintf(buffer, sizeof buffer, "Customer %u Trading Ltd", index % 40000);
        worksheet_write_string(sheet, row, 1, buffer, NULL);
        snprintf(buffer, sizeof buffer, "1000/2026/%010u/1", 1800000000u + index);
        worksheet_write_string(sheet, row, 2, buffer, text);
        snprintf(buffer, sizeof buffer, "%010u", 1800000000u + index);
        worksheet_write_string(sheet, row, 3, buffer, text);
        worksheet_write_number(sheet, row, 4, 46346 - index % 730, date);
        worksheet_write_number(sheet, row, 5, 46376 - index % 730, date);
        worksheet_write_number(sheet, row, 6, (double)(index % 730) - 30, count);
        worksheet_write_string(sheet, row, 7, index % 3 ? "EUR" : "USD", NULL);
        worksheet_write_number(sheet, row, 8, (double)((index * 7919ull) % 99999999) / 100, money);
        worksheet_write_number(sheet, row, 9, (double)((index * 7919ull) % 99999999) / 100, money);
    }
    return workbook_close(book) == LXW_NO_ERROR ? 0 : 74;
}
