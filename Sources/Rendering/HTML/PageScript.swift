/// The page's only script: sorting, folding trees, filtering lists. Without it everything is there to read.
enum PageScript {
    static let text = helpers + sorting + folding + filtering + contents

    private static let helpers = """
        "use strict";
        const words = document.body.dataset;
        const make = (name, properties, ...inside) => {
          const element = Object.assign(document.createElement(name), properties);
          element.append(...inside);
          return element;
        };
        const rowsOf = table => [...table.tBodies[0].rows];
        // A figure as it is written: grouped in the reader's way, with or without its unit.
        const numberIn = text => {
          const [figure] = text.match(/[\\u2212-]?\\d[\\d\\s.,'\\u2019]*/u) ?? [];
          if (!figure) return null;
          const [whole, part] = figure.replace("\\u2212", "-").split(words.decimal);
          return Number(whole.replace(/[^\\d-]/g, "") + "." + (part ?? "").replace(/\\D/g, ""));
        };
        const levelOf = row => Number(row.dataset.l || 0);
        const tools = table => {
          const scroll = table.closest(".scroll");
          if (!scroll.previousElementSibling.matches(".tools")) scroll.before(make("div", { className: "tools" }));
          return scroll.previousElementSibling;
        };

        """

    /// Siblings are sorted below their parent, totals keep their place, what has no figure comes last.
    private static let sorting = """
        for (const table of document.querySelectorAll("table.sort")) {
          const original = rowsOf(table);
          const keyOf = (row, column) => {
            const cell = row.cells[column];
            if (!cell || cell.querySelector(".na")) return null;
            if (cell.dataset.v !== undefined) return Number(cell.dataset.v);
            return cell.hasAttribute("class") || column === 0 ? cell.textContent.trim() || null : numberIn(cell.textContent);
          };
          const order = (column, direction) => {
            const root = { level: -1, children: [] };
            const open = [root];
            for (const row of original) {
              const node = { row, level: levelOf(row), children: [], key: keyOf(row, column) };
              while (open[open.length - 1].level >= node.level) open.pop();
              open[open.length - 1].children.push(node);
              open.push(node);
            }
            const compare = (a, b) => {
              if (a.key === null || b.key === null) return (a.key === null) - (b.key === null);
              const both = typeof a.key === "number" && typeof b.key === "number";
              return direction * (both ? a.key - b.key : String(a.key).localeCompare(String(b.key), undefined, { numeric: true }));
            };
            const flat = node => {
              const total = child => child.row.classList.contains("total");
              const first = node.children.findIndex(child => !total(child));
              const items = node.children.filter(child => !total(child));
              if (direction) items.sort(compare);
              const totals = node.children.filter(total);
              const all = first > 0 ? [...totals, ...items] : [...items, ...totals];
              return all.flatMap(child => [child.row, ...flat(child)]);
            };
            table.tBodies[0].append(...flat(root));
          };
          [...table.tHead.rows[0].cells].forEach((head, column) => {
            const button = make("button", { type: "button", className: "order" }, ...head.childNodes);
            head.append(button);
            button.addEventListener("click", () => {
              const next = { ascending: "descending", descending: null }[head.ariaSort] ?? (head.ariaSort ? null : "ascending");
              for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
              if (next) head.setAttribute("aria-sort", next);
              order(column, next === "ascending" ? 1 : next ? -1 : 0);
            });
          });
        }

        """

    /// A large tree opens with as many levels as fit a screen.
    private static let folding = """
        for (const table of document.querySelectorAll("table.tree")) {
          const rows = rowsOf(table);
          const folds = new Map();
          const refresh = () => {
            let hiddenBelow = Infinity;
            for (const row of rowsOf(table)) {
              const level = levelOf(row);
              if (level <= hiddenBelow) hiddenBelow = Infinity;
              row.hidden = level > hiddenBelow;
              const fold = folds.get(row);
              if (!row.hidden && fold && fold.ariaExpanded === "false") hiddenBelow = level;
            }
          };
          const foldAll = deepest => {
            for (const [row, fold] of folds) fold.setAttribute("aria-expanded", levelOf(row) < deepest);
            refresh();
          };
          rows.forEach((row, index) => {
            if (index + 1 === rows.length || levelOf(rows[index + 1]) <= levelOf(row)) return;
            const fold = make("button", { type: "button", className: "fold" });
            fold.setAttribute("aria-label", words.expand + ": " + row.cells[0].textContent.trim());
            fold.addEventListener("click", () => {
              fold.setAttribute("aria-expanded", fold.ariaExpanded === "false");
              refresh();
            });
            row.cells[0].prepend(fold);
            folds.set(row, fold);
          });
          if (!folds.size) continue;
          let deepest = 1;
          while (deepest < 9 && rows.filter(row => levelOf(row) <= deepest + 1).length <= 40) deepest++;
          foldAll(deepest);
          for (const [word, level] of [[words.expandAll, 99], [words.collapseAll, 1]]) {
            const button = make("button", { type: "button" }, word);
            button.addEventListener("click", () => foldAll(level));
            tools(table).append(button);
          }
        }

        """

    private static let filtering = """
        for (const table of document.querySelectorAll("table.details")) {
          const rows = rowsOf(table);
          if (rows.length < 8) continue;
          const texts = new Map(rows.map(row => [row, row.textContent.toLowerCase()]));
          const input = make("input", { type: "search", placeholder: words.filter, ariaLabel: words.filter });
          const count = make("output", {});
          const show = () => {
            const wanted = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
            let shown = 0;
            for (const row of rows) {
              row.hidden = !wanted.every(word => texts.get(row).includes(word));
              shown += row.hidden ? 0 : 1;
            }
            const number = value => value.toLocaleString(document.documentElement.lang);
            count.textContent = words.rows.replace("{shown}", number(shown)).replace("{all}", number(rows.length));
          };
          input.addEventListener("input", show);
          tools(table).append(input, count);
          show();
        }

        """

    private static let contents = """
        const links = new Map([...document.querySelectorAll(".contents a")].map(link => [link.hash.slice(1), link]));
        const mark = () => {
          let current = null;
          for (const section of document.querySelectorAll("main > section")) {
            if (!current || section.getBoundingClientRect().top < innerHeight / 3) current = section.id;
          }
          for (const [id, link] of links) {
            if (id === current) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
          }
        };
        addEventListener("scroll", mark, { passive: true });
        mark();

        """
}
