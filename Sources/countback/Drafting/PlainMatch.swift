internal import Definitions
internal import Model

/// What the columns of an export that no preset knows may mean, by the words in their headers.
struct PlainMatch {
    let relation: LedgerRelation
    /// The ledger's column, and where.
    let columns: [(name: String, index: Int)]
    let others: [(name: String, index: Int)]

    /// From the most telling words to the least.
    private static let items: [(column: String, words: [String])] = [
        ("due_on", ["duedate", "duedt", "netdue", "faellig", "fallig", "vencimiento", "echeance", "due"]),
        ("cleared_on", ["settleddate", "cleareddate", "clearingdate", "paiddate", "paymentdate", "closeddate", "clearedon", "ausgleich", "bezahltam", "compensacion", "fechapago", "cobro", "reglele", "datepaiement", "rapprochement"]),
        ("posted_on", ["postingdate", "postedon", "invoicedate", "documentdate", "transactiondate", "buchungsdatum", "rechnungsdatum", "belegdatum", "fechafactura", "fechacontab", "fecha", "datefacture", "datecomptable", "issuedate", "billdate", "datum", "date"]),
        ("currency", ["currency", "curr", "waehrung", "wahrung", "moneda", "divisa", "devise"]),
        ("amount", ["invoiceamount", "amount", "openamount", "balance", "betrag", "importe", "monto", "montant", "total", "value"]),
        ("item_id", ["invoicenumber", "invoiceno", "invoiceid", "invoicenum", "documentnumber", "documentno", "docno", "transactionnumber", "trxnumber", "rechnungsnummer", "rechnungsnr", "belegnummer", "belegnr", "numerofactura", "nfactura", "factura", "numerofacture", "nfacture", "facture", "itemid", "invoice", "entryno", "document", "number", "id"]),
        ("customer_id", ["customerid", "customernumber", "customerno", "custid", "custno", "customercode", "accountnumber", "accountid", "debitor", "kundennummer", "kundennr", "kunde", "codigocliente", "cliente", "codeclient", "client", "customer", "account", "payer"]),
        ("kind", ["documenttype", "doctype", "transactiontype", "invoicetype", "belegart", "tipodocumento", "typepiece", "type", "class"]),
    ]
    private static let customers: [(column: String, words: [String])] = [
        ("name", ["customername", "accountname", "companyname", "name", "nombre", "nom", "bezeichnung"]),
        ("country", ["countrycode", "country", "land", "pais", "pays"]),
        ("collector", ["collector", "sachbearbeiter", "gestor", "gestionnaire"]),
        ("credit_limit", ["creditlimit", "kreditlimit", "limitecredito", "limitecredit"]),
        ("payment_terms", ["paymentterms", "terms", "zahlungsbedingung", "condicionespago", "conditionspaiement"]),
        ("customer_id", items[6].words + ["number", "id"]),
    ]

    init?(headers: [String]) {
        for (relation, words, needed) in [
            (LedgerRelation.items, Self.items, ["item_id", "posted_on", "amount"]), (.customers, Self.customers, ["customer_id", "name"]),
        ] {
            let found = Self.match(headers, words)
            guard needed.allSatisfy({ name in found.contains { $0.name == name } }) else { continue }
            self.relation = relation
            columns = found
            let taken = Set(found.map(\.index))
            var names = Set(found.map(\.name))
            others = headers.indices.filter { !taken.contains($0) && !headers[$0].isEmpty }.compactMap { index in
                let name = Identifier.snakeCase(headers[index])
                guard relation.column(name) == nil, Identifier.isSnakeCase(name), headers.count(where: { $0 == headers[index] }) == 1,
                    names.insert(name).inserted
                else { return nil }
                return (name, index)
            }
            return
        }
        return nil
    }

    private static func match(_ headers: [String], _ wanted: [(column: String, words: [String])]) -> [(name: String, index: Int)] {
        let folded = headers.map(HeaderSpelling.folded)
        var taken = Set<Int>()
        var found: [(name: String, index: Int)] = []
        for (column, words) in wanted {
            let exact = words.lazy.compactMap { word in folded.indices.first { folded[$0] == word && !taken.contains($0) } }.first
            let index = exact ?? words.lazy.compactMap { word in
                word.count < 4 ? nil : folded.indices.first { folded[$0].contains(word) && !taken.contains($0) }
            }.first
            guard let index else { continue }
            taken.insert(index)
            found.append((column, index))
        }
        return found
    }
}
