internal import Foundation

/// The sample's files, one for each relation, all open while the stories are told.
struct LedgerFiles {
    let items, allocations, customers, disputes, targets, rates, promises, submissions, activities, holidays: CSVFile

    init(directory: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        } catch {
            throw CSVFile.cannotWrite(directory)
        }
        func file(_ relation: String, _ header: String) throws -> CSVFile {
            try CSVFile.create(directory + "/" + relation + ".csv", header: header)
        }
        items = try file(
            "items",
            "item_id,customer_id,kind,posted_on,currency,amount,document_no,document_date,due_on,cleared_on,entity,"
                + "reference,receipt_class,value_date")
        allocations = try file("allocations", "from_item,to_item,allocated_on,amount,reversed_on,method")
        customers = try file(
            "customers",
            "customer_id,name,country,geo,segment,team,collector,credit_limit,currency,payment_terms,language")
        disputes = try file(
            "disputes", "dispute_id,opened_on,item_id,customer_id,resolved_on,reason,amount,currency,owner,outcome")
        targets = try file("targets", "metric,value,period_start,period_end,level,member,measure,currency")
        rates = try file("fx_rates", "rate_date,from_currency,to_currency,rate")
        promises = try file("promises", "promise_id,customer_id,made_on,due_on,amount,currency,item_id,cancelled_on")
        submissions = try file(
            "submissions", "submission_id,item_id,portal,submitted_on,status,decided_on,error_code")
        activities = try file("activities", "activity_id,customer_id,done_on,collector,channel,outcome")
        holidays = try file("holidays", "calendar,day")
    }

    func finish() throws {
        for file in [
            items, allocations, customers, disputes, targets, rates, promises, submissions, activities, holidays,
        ] { try file.finish() }
    }
}
