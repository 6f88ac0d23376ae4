internal import Foundation
internal import Rendering

// Writes a long list as Countback writes its workbooks:   workbook-bench FILE ROWS
guard CommandLine.arguments.count == 3, let rows = Int(CommandLine.arguments[2]) else { exit(64) }
do { try Workbook.write(LongList.pack(rows: rows), to: CommandLine.arguments[1]) } catch {
    print("\(error)")
    exit(73)
}
