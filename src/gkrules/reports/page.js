"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("findings").textContent);
  const said = (place) => data.words[place];
  const all = data.rows.map(([o, s, r, c, a, t, m, d, e, f, p, l, w]) => (
    { o: said(o), s: said(s), r: said(r), c, a, t, m, d, e, f, p, l, w }));
  const root = document.documentElement;
  const size = 100;
  const words = {
    outcome: { violation: ["违反", "violation"], pending: ["未到期", "pending"],
               undetermined: ["无法判定", "undetermined"], waived: ["已豁免", "waived"] },
    severity: { error: ["错误", "error"], warning: ["警告", "warning"], notice: ["提示", "notice"] },
  };
  const order = { severity: ["error", "warning", "notice"],
                  outcome: ["violation", "undetermined", "pending", "waived"] };
  const english = () => (root.classList.contains("en") ? 1 : 0);
  let texts = null;
  const search = () => {
    texts = all.map((f) => [f.r, f.a, ...f.c.map(said), ...f.t.map(said), ...f.m, f.p, f.f].join("\n").toLowerCase());
  };
  const state = { list: all.map((_, i) => i), page: 0, key: null, down: false };

  const value = (f, key) => {
    switch (key) {
      case "outcome": return order.outcome.indexOf(f.o);
      case "severity": return order.severity.indexOf(f.s);
      case "about": return f.a;
      case "title": return said(f.t[english()]);
      default: return f.m[english()];
    }
  };
  const element = (name, text) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const detail = (f) => {
    const en = english();
    const list = element("dl");
    const add = (zh, name, text) => {
      if (!text) return;
      list.append(element("dt", en ? name : zh), element("dd", text));
    };
    add("规则", "Rule", f.r);
    add("依据条款", "Clauses", f.c.map(said).join(en ? ", " : "、"));
    add("整改建议", "Remedy", said(f.d[en]));
    if (f.l.length) {
      add("起算日", "Start", f.l[0]);
      add("期限届满", "Due", f.l[1]);
      add("完成", "Done", f.l[2]);
    }
    add("证据", "Evidence", f.e[en]);
    add("豁免", "Waiver", f.w);
    add("位置", "Place", f.p);
    add("指纹", "Fingerprint", f.f);
    const row = element("tr");
    row.className = "more";
    const cell = element("td");
    cell.colSpan = 5;
    cell.append(list);
    row.append(cell);
    return row;
  };
  const row = (f) => {
    const en = english();
    const made = element("tr");
    made.className = f.o === "violation" ? f.s : "";
    made.append(element("td", words.outcome[f.o][en]), element("td", words.severity[f.s][en]), element("td", f.a),
                element("td", said(f.t[en])));
    const open = element("button", f.m[en]);
    open.type = "button";
    open.className = "open";
    open.setAttribute("aria-expanded", "false");
    open.addEventListener("click", () => {
      const shown = open.getAttribute("aria-expanded") === "true";
      open.setAttribute("aria-expanded", String(!shown));
      if (shown) made.nextSibling.remove();
      else made.after(detail(f));
    });
    const cell = element("td");
    cell.append(open);
    made.append(cell);
    return made;
  };
  const draw = () => {
    const pages = Math.max(1, Math.ceil(state.list.length / size));
    state.page = Math.min(state.page, pages - 1);
    const part = state.list.slice(state.page * size, (state.page + 1) * size);
    byId("rows").replaceChildren(...part.map((i) => row(all[i])));
    byId("page").textContent = `${state.page + 1} / ${pages}`;
    byId("pages").hidden = pages === 1;
    byId("shown").textContent = english() ? `${state.list.length} of ${all.length} shown`
                                          : `共${all.length}条，列出${state.list.length}条`;
  };
  const filter = () => {
    const wanted = byId("words").value.trim().toLowerCase();
    const outcome = byId("outcome").value;
    const severity = byId("severity").value;
    const list = [];
    if (wanted && texts === null) search();
    for (let i = 0; i < all.length; i += 1) {
      const f = all[i];
      if ((!outcome || f.o === outcome) && (!severity || f.s === severity) && (!wanted || texts[i].includes(wanted))) {
        list.push(i);
      }
    }
    if (state.key) {
      const sign = state.down ? -1 : 1;
      const keys = new Map(list.map((i) => [i, value(all[i], state.key)]));
      list.sort((a, b) => {
        const x = keys.get(a);
        const y = keys.get(b);
        return sign * (x < y ? -1 : x > y ? 1 : 0) || a - b;
      });
    }
    state.list = list;
    state.page = 0;
    draw();
  };
  const speak = () => {
    root.lang = english() ? "en" : "zh-CN";
    byId("switch").textContent = english() ? "中文" : "English";
    byId("switch").lang = english() ? "zh-CN" : "en";
    draw();
  };

  byId("filter").hidden = false;
  byId("switch").hidden = false;
  byId("filter").addEventListener("submit", (event) => event.preventDefault());
  for (const id of ["words", "outcome", "severity"]) byId(id).addEventListener("input", filter);
  byId("back").addEventListener("click", () => { state.page = Math.max(0, state.page - 1); draw(); });
  byId("forth").addEventListener("click", () => { state.page += 1; draw(); });
  for (const head of document.querySelectorAll("#table th[data-key]")) {
    head.firstChild.addEventListener("click", () => {
      state.down = state.key === head.dataset.key && !state.down;
      state.key = head.dataset.key;
      for (const other of document.querySelectorAll("#table th[data-key]")) other.setAttribute("aria-sort", "none");
      head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      filter();
    });
  }
  byId("switch").addEventListener("click", () => {
    root.classList.toggle("en");
    root.classList.toggle("zh");
    speak();
  });
  speak();
})();
