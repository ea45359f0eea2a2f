// The page: asks the API and shows what it answers. Everything from texts goes through textContent.
"use strict";
(function () {
  const find = (id) => document.getElementById(id);
  const form = find("form"), question = find("question"), status = find("status"), answer = find("answer");
  const cards = find("cards"), drawing = find("drawing");
  let looks = new Map(), asked = 0;

  function element(tag, className, ...content) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...content);
    return made;
  }

  function button(className, text, act) {
    const made = element("button", className, text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  class Trouble extends Error {
    constructor(problem, code) { super(problem.message); this.problem = problem; this.code = code; }
  }

  async function api(path, parameters) {
    const headers = { Accept: "application/json" };
    const key = sessionStorage.getItem("entente-key");
    if (key) headers["X-API-Key"] = key;
    const query = new URLSearchParams(parameters || {}).toString();
    const response = await fetch("/v1/" + path + (query ? "?" + query : ""), { headers: headers });
    const body = await response.json();
    if (response.status === 401) {
      await askForKey();
      return api(path, parameters);
    }
    if (!response.ok) throw new Trouble(body.error, response.status);
    return body;
  }

  // One dialog for all requests that were refused for want of a key.
  let asking = null;
  function askForKey() {
    const dialog = find("key"), input = find("key-input");
    asking = asking || new Promise((done) => {
      dialog.addEventListener("close", () => {
        sessionStorage.setItem("entente-key", input.value.trim());
        input.value = "";
        asking = null;
        done();
      }, { once: true });
      dialog.showModal();
    });
    return asking;
  }

  async function openContext(statement) {
    const dialog = find("context");
    try {
      const found = await api("statements/" + encodeURIComponent(statement.id) + "/context");
      find("context-title").textContent = found.title || found.document;
      find("context-meta").textContent = [found.source, found.published, "characters " + found.start + "–" + found.end]
        .filter(Boolean).join(" · ");
      const mark = element("mark", "", found.quote);
      find("context-text").replaceChildren(found.cut_before ? "… " : "", found.before, mark, found.after, found.cut_after ? " …" : "");
      dialog.showModal();
      mark.scrollIntoView({ block: "center" });
    } catch (error) {
      trouble(error);
    }
  }

  function symbol(kind) {
    const look = looks.get(kind);
    return look ? window.ententeSymbol(look) : "";
  }

  function name(entity) {
    return button("name", entity.name, () => ask("What is \"" + entity.name + "\"?"));
  }

  function statements(all, most) {
    const shown = element("div", "");
    all.slice(0, most).forEach((statement) => shown.append(window.ententeStatement(statement, openContext)));
    if (all.length > most) {
      const more = button("name soft", "Show " + (all.length - most) + " more", () => {
        more.remove();
        all.slice(most).forEach((statement) => shown.append(window.ententeStatement(statement, openContext)));
      });
      shown.append(more);
    }
    return shown;
  }

  function hopView(hop, from) {
    const details = element("details", "hop");
    const away = hop.subject.id === from;
    const both = hop.type === "PARTNERED_WITH";
    const words = hop.type.replaceAll("_", " ").toLowerCase();
    const arrow = both ? "◀ " + words + " ▶" : away ? words + " ▶" : "◀ " + words;
    const dates = [...new Set(hop.statements.map((s) => s.date).filter(Boolean))].sort();
    const states = [...new Set(hop.statements.map((s) => s.status))].sort();
    const facts = [states.join("/"), dates.length > 1 ? dates[0] + " to " + dates[dates.length - 1] : dates[0]].filter(Boolean).join(", ");
    details.append(
      element("summary", "", away ? hop.subject.name : hop.object.name, element("span", "arrow", arrow),
        away ? hop.object.name : hop.subject.name, " ", element("span", "facts", "(" + facts + ")")),
      statements(hop.statements, 1));
    details.open = true;
    return details;
  }

  function pathView(path) {
    const shown = element("div", "path");
    for (let i = 0; i + 1 < path.nodes.length; i++) {
      const here = path.nodes[i].id, next = path.nodes[i + 1].id;
      path.hops.filter((hop) => (hop.subject.id === here && hop.object.id === next) || (hop.subject.id === next && hop.object.id === here))
        .forEach((hop) => shown.append(hopView(hop, here)));
    }
    return shown;
  }

  // Statements name entities by id; those of one relation go together.
  function relations(all, entities) {
    const found = new Map();
    for (const statement of all) {
      const key = [statement.subject, statement.type, statement.object].join(" ");
      if (!found.has(key)) {
        found.set(key, { subject: entities[statement.subject], type: statement.type, object: entities[statement.object], statements: [] });
      }
      found.get(key).statements.push(statement);
    }
    return [...found.values()];
  }

  function heading(entity, number) {
    const title = element("h2", "", symbol(entity.kind), (number ? number + ". " : ""), name(entity));
    if (entity.kind) title.append(element("span", "kind", entity.kind));
    return title;
  }

  function names(entity) {
    // A name may be broken over two lines in one text and not in another.
    const all = new Set((entity.names || []).map((each) => each.replace(/\s+/g, " ")));
    all.delete(entity.name);
    const others = [...all];
    return others.length ? element("p", "names soft", "Also: " + others.slice(0, 8).join("; ")) : "";
  }

  function answerCard(item, number, entities) {
    const card = element("article", "card");
    card.append(heading(item, number), names(item));
    if (item.marks && item.marks.length) card.append(element("p", "names soft", item.marks.join(", ")));
    for (const path of item.paths || []) {
      const marks = path.marks && path.marks.length ? " (" + path.marks.join(", ") + ")" : "";
      card.append(element("h3", "", "From " + path.nodes[0].name + marks), pathView(path));
    }
    for (const list of [item.dates, item.amounts]) {
      if (list && list.length) card.append(element("p", "fact", list.join("; ")));
    }
    relations(item.statements || [], entities).forEach((hop) => card.append(hopView(hop, hop.subject.id)));
    return card;
  }

  function parseCard(result) {
    const parse = result.parse;
    const details = element("details", "card parse", element("summary", "", "Understood as: " + parse.reading));
    const list = element("dl", "");
    const row = (what, values) => {
      if (values && values.length) list.append(element("dt", "", what), element("dd", "", values.join(", ")));
    };
    row("form", [result.form]);
    row("names", parse.names.map((each) => "“" + each.text + "” is " + each.name + " (" + each.kind + ")"));
    row("kinds", parse.kinds);
    row("relations", parse.types);
    row("limits", parse.limits);
    details.append(list);
    return details;
  }

  function show(result) {
    const answers = result.answers || [];
    looks = new Map(((result.picture && result.picture.legend) || []).map((look) => [look.kind, look]));
    const shown = [parseCard(result), ...answers.map((item, index) => answerCard(item, index + 1, result.entities || {}))];
    for (const reason of result.why_not || []) shown.push(element("p", "card", reason.message));
    const left = Object.entries(result.left_out || {}).filter(([, count]) => count);
    if (left.length) shown.push(element("p", "soft", "Left out: " + left.map(([why, count]) => count + " " + why).join(", ")));
    cards.replaceChildren(...shown);
    const count = answers.length === 1 ? "1 answer" : answers.length + " answers";
    status.textContent = answers.length ? count + (result.truncated ? ", and there are more" : "") : "No answer in the texts.";
    answer.hidden = false;
    draw(result.picture);
  }

  function draw(picture) {
    const some = picture && picture.edges.length > 0;
    drawing.hidden = !some;
    answer.classList.toggle("alone", !some);
    const canvas = find("canvas");
    canvas.replaceChildren();
    if (some) window.ententePicture(canvas, find("panel"), picture, openContext);
  }

  function trouble(error) {
    if (!(error instanceof Trouble)) {
      error = new Trouble({ message: "The service does not answer: " + error.message, details: {} }, 0);
    }
    const card = element("article", "card trouble", element("h2", "", "That did not work"), element("p", "", error.problem.message));
    const details = error.problem.details || {};
    if ((details.suggestions || []).length) {
      const chips = element("ul", "chips");
      details.suggestions.forEach((suggestion) => chips.append(element("li", "", button("", suggestion, () => ask(repaired(error, suggestion))))));
      card.append(element("p", "soft", "Did you mean"), chips);
    }
    if ((details.forms || []).length) {
      const list = element("ul", "");
      details.forms.forEach((each) => list.append(element("li", "", each)));
      card.append(element("p", "soft", "Questions of these forms are understood:"), list);
    }
    cards.replaceChildren(card);
    status.textContent = "";
    answer.hidden = false;
    draw(null);
  }

  // The question with the name that was not found replaced by a suggestion, else a question about the suggestion.
  function repaired(error, suggestion) {
    const quoted = error.problem.message.match(/['"“‘]([^'"”’]+)['"”’]/);
    const text = question.value;
    const at = quoted ? text.toLowerCase().indexOf(quoted[1].toLowerCase()) : -1;
    if (at < 0) return "What is \"" + suggestion + "\"?";
    return text.slice(0, at) + suggestion + text.slice(at + quoted[1].length);
  }

  async function ask(text, silent) {
    question.value = text;
    const mine = ++asked;
    if (!silent) history.pushState({}, "", "/?" + new URLSearchParams({ q: text }));
    status.textContent = "Looking…";
    status.classList.add("busy");
    try {
      const result = await api("ask", { question: text, picture: "true" });
      if (mine === asked) show(result);
    } catch (error) {
      if (mine === asked) trouble(error);
    } finally {
      if (mine === asked) {
        status.classList.remove("busy");
        answer.setAttribute("aria-busy", "false");
      }
    }
  }

  function fromAddress() {
    const text = new URLSearchParams(location.search).get("q");
    if (text) ask(text, true);
    else { asked++; question.value = ""; answer.hidden = true; status.textContent = ""; }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(question.value.trim()).then(() => answer.focus({ preventScroll: true }));
  });
  window.addEventListener("popstate", fromAddress);
  fromAddress();
  api("examples").then((found) => {
    find("examples").replaceChildren(...found.map((text) => element("li", "", button("", text, () => ask(text)))));
    if (found.length) question.placeholder = found[0];
  }).catch(() => {});  // the page is as useful without
  api("status").then((found) => {
    find("counts").textContent = [["documents", "documents"], ["entities", "entities"], ["statements", "statements"]]
      .filter(([key]) => found[key] !== undefined).map(([key, word]) => found[key].toLocaleString("en-GB") + " " + word).join(" · ");
  }).catch(() => { find("counts").textContent = ""; });
})();
