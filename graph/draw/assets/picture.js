// The drawing itself, shared by the files that `entente draw` writes and by the page.
// Everything from texts goes through textContent or onto the canvas, never through markup.
"use strict";
(function () {
  const SVG = "http://www.w3.org/2000/svg";
  const SHAPES = {
    dot: "M8 1a7 7 0 1 0 0.01 0Z", square: "M2 2H14V14H2Z", diamond: "M8 0L16 8L8 16L0 8Z",
    triangle: "M8 1L15.5 14.5H0.5Z", triangleDown: "M8 15L15.5 1.5H0.5Z", hexagon: "M4 1H12L16 8L12 15H4L0 8Z",
    star: "M8 0L10 5.6L16 5.8L11.3 9.4L13 15.2L8 11.8L3 15.2L4.7 9.4L0 5.8L6 5.6Z",
  };

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function symbol(look) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "-1 -1 18 18");
    svg.setAttribute("aria-hidden", "true");
    const shape = document.createElementNS(SVG, "path");
    shape.setAttribute("d", SHAPES[look.shape]);
    shape.setAttribute("fill", look.color);
    shape.setAttribute("stroke", "#30363d");
    svg.append(shape);
    return svg;
  }

  function money(statement) {
    if (statement.amount === undefined) return statement.amount_text;
    const number = statement.amount.toLocaleString("en-GB", { maximumFractionDigits: 2 });
    return statement.currency ? statement.currency + " " + number : number;
  }

  function facts(statement) {
    return [statement.status, statement.date, money(statement), statement.role, statement.round, statement.share,
      statement.product].filter(Boolean).join(", ");
  }

  function origin(statement) {
    const where = statement.start === undefined ? "" : ", characters " + statement.start + "–" + statement.end;
    const when = statement.published ? ", published " + statement.published : "";
    return (statement.title || statement.document) + where + when;
  }

  // `open(statement)` is called for a quote's "in context" link, where there is one.
  function statementView(statement, open) {
    const view = element("div", "statement");
    view.append(element("blockquote", "", statement.quote));
    view.append(element("p", "meta", [facts(statement), origin(statement)].filter(Boolean).join(" · ")));
    if (open && statement.start !== undefined) {
      const link = element("button", "context", "Show in context");
      link.type = "button";
      link.addEventListener("click", () => open(statement, link));
      view.append(link);
    }
    return view;
  }

  function ententePicture(canvas, panel, data, open) {
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const names = new Map(data.nodes.map((node) => [node.id, node.entity.name]));
    const hidden = new Set();
    // Pictures are laid out wide; on a tall screen they stand upright.
    const upright = canvas.clientHeight > canvas.clientWidth;
    const nodes = new vis.DataSet(data.nodes.map((node) => upright ? { ...node, x: node.y, y: node.x } : node));
    const edges = new vis.DataSet(data.edges);
    const network = new vis.Network(canvas, { nodes: nodes, edges: edges }, data.options);

    function paint() {
      const ink = dark.matches ? "#e6edf3" : "#1f2328", back = dark.matches ? "#0f141a" : "#ffffff";
      network.setOptions({
        nodes: { font: { color: ink, strokeColor: back } },
        edges: { font: { color: dark.matches ? "#b6c0ca" : "#59636e", strokeColor: back } },
      });
    }

    function relation(edge) {
      const item = element("li");
      const button = element("button");
      button.type = "button";
      button.append(names.get(edge.from) + " ", element("span", "type", edge.label), " " + names.get(edge.to));
      button.addEventListener("click", () => showEdge(edge, true));
      item.append(button);
      return item;
    }

    function list(title, chosen) {
      const part = document.createDocumentFragment();
      part.append(element("h3", "", title + " (" + chosen.length + ")"));
      const all = element("ul");
      chosen.forEach((edge) => all.append(relation(edge)));
      part.append(all);
      return part;
    }

    function overview() {
      panel.replaceChildren();
      const legend = element("ul", "picture-legend");
      for (const look of data.legend) {
        const item = element("li");
        const button = element("button");
        button.type = "button";
        button.setAttribute("aria-pressed", String(!hidden.has(look.kind)));
        button.title = "Show or hide";
        button.append(symbol(look), look.kind);
        button.addEventListener("click", () => {
          if (!hidden.delete(look.kind)) hidden.add(look.kind);
          button.setAttribute("aria-pressed", String(!hidden.has(look.kind)));
          nodes.update(data.nodes.map((node) => ({ id: node.id, hidden: hidden.has(node.entity.kind) })));
        });
        item.append(button);
        legend.append(item);
      }
      panel.append(element("h3", "", "Legend"), legend, list("Relations", data.edges));
    }

    function fresh(title) {
      const back = element("button", "back", "← Overview");
      back.type = "button";
      back.addEventListener("click", () => { network.unselectAll(); overview(); });
      panel.replaceChildren(back, element("h2", "", title));
      panel.scrollTop = 0;
      return back;
    }

    function showEdge(edge, focus) {
      network.setSelection({ nodes: [], edges: [edge.id] }, { highlightEdges: false });
      const back = fresh(names.get(edge.from) + " — " + edge.label + " → " + names.get(edge.to));
      edge.statements.forEach((statement) => panel.append(statementView(statement, open)));
      if (focus) back.focus();
    }

    function showNode(node) {
      fresh(node.entity.name);
      panel.append(element("p", "meta", node.entity.kind + ", in " + node.entity.documents + " document(s)"));
      const all = new Set((node.entity.names || []).map((name) => name.replace(/\s+/g, " ")));
      all.delete(node.entity.name);
      const others = [...all];
      if (others.length) panel.append(element("p", "", "Also: " + others.join("; ")));
      panel.append(list("Relations", data.edges.filter((edge) => edge.from === node.id || edge.to === node.id)));
    }

    network.on("click", (event) => {
      if (event.nodes.length) showNode(nodes.get(event.nodes[0]));
      else if (event.edges.length) showEdge(edges.get(event.edges[0]), false);
      else overview();
    });
    dark.addEventListener("change", paint);
    paint();
    overview();
    requestAnimationFrame(() => network.fit());
    return network;
  }

  window.ententePicture = ententePicture;
  window.ententeStatement = statementView;
  window.ententeSymbol = symbol;
})();
