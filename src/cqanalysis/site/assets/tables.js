// Long tables: search, sort, pages. The table stands whole in the page without this script.
"use strict";
// Above a table, a choice of the values of some columns.
const choose = (box, shown, choices, all) => {
  const form = document.createElement("form");
  form.className = "cq-filter";
  for (const [index, name] of choices) {
    const label = document.createElement("label"), select = document.createElement("select");
    const values = shown.column(index).data().unique().sort().toArray();
    select.append(new Option(all, ""), ...values.map((text) => new Option(text, text)));
    select.addEventListener("change", () => {
      shown.column(index).search(select.value, { exact: select.value !== "" }).draw();
    });
    label.append(`${name} `, select);
    form.append(label);
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  box.before(form);
};
document.addEventListener("DOMContentLoaded", () => {
  const zh = document.documentElement.lang.toLowerCase().startsWith("zh");
  const words = zh
    ? {
        search: "在表中查找", pages: "翻页", lengthMenu: "每页 _MENU_ 行", info: "第 _START_ 至 _END_ 行，共 _TOTAL_ 行",
        infoEmpty: "没有符合的行", infoFiltered: "（全表 _MAX_ 行）", zeroRecords: "没有符合的行", emptyTable: "空表",
        aria: { orderable: "：按此列升序排序", orderableReverse: "：按此列反向排序", orderableRemove: "：取消排序",
          paginate: { first: "首页", last: "末页", next: "下一页", previous: "上一页", number: "第" } },
      }
    : {
        search: "Find in table", pages: "Pages", lengthMenu: "_MENU_ rows a page", info: "Rows _START_ to _END_ of _TOTAL_",
        infoEmpty: "No row matches", infoFiltered: "(of _MAX_)", zeroRecords: "No row matches", emptyTable: "Empty",
      };
  const all = zh ? "全部" : "all";
  for (const table of document.querySelectorAll("table.cq-table")) {
    const rows = table.tBodies[0].rows.length;
    // A link to a row must find it: such a table is shown whole.
    const anchors = table.querySelector("tbody [id]") !== null;
    const choices = [...table.tHead.rows[0].cells].filter((head) => "choice" in head.dataset)
      .map((head) => [head.cellIndex, head.textContent]);
    const shown = new DataTable(table, {
      autoWidth: false, order: [], language: words, paging: rows > 60 && !(anchors && location.hash.length > 1),
      info: rows > 60, pageLength: 50, lengthMenu: [25, 50, 100, { label: all, value: -1 }],
    });
    // The library names the controls of every table alike.
    const name = (selector, word) =>
      shown.table().container().querySelector(selector)?.setAttribute("aria-label", `${word}: ${table.caption.textContent}`);
    name(".dt-search input", words.search);
    name(".dt-paging nav", words.pages);
    // Paper has no pages to turn: all rows that were found are printed.
    let length;
    window.addEventListener("beforeprint", () => {
      length = shown.page.len();
      shown.page.len(-1).draw();
    });
    window.addEventListener("afterprint", () => shown.page.len(length).draw());
    if (choices.length) choose(table.closest(".cq-scroll"), shown, choices, all);
  }
  // The library moves the table: go to the row again.
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) target.scrollIntoView();
});
