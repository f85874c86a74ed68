"use strict";

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

// An example of what a schema describes; what refers to itself ends at some depth.
function example(schema, all, depth = 0) {
  if (!schema || depth > 4) return null;
  if (schema.$ref) return example(all[schema.$ref.split("/").pop()], all, depth + 1);
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return example(schema.anyOf[0], all, depth + 1);
  switch (schema.type) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties || {}).map(([name, each]) => [name, example(each, all, depth + 1)]));
    case "array": return depth > 2 ? [] : [example(schema.items, all, depth + 1)];
    case "integer":
    case "number": return 0;
    case "boolean": return false;
    case "string":
      return { "date": "2026-01-31", "date-time": "2026-01-31T12:00:00Z", "duration": "PT1S", "byte": "" }[schema.format] ?? "";
    default: return null;
  }
}

// Numbers stay as they are written: JavaScript would round large ones.
function pretty(text) {
  let depth = 0;
  return text.replace(/"(?:[^"\\]|\\.)*"|\{\s*\}|\[\s*\]|[{}\[\],:]|[^\s"{}\[\],:]+|\s+/g, (token) => {
    const line = () => "\n" + "  ".repeat(depth);
    if (/^\s/.test(token)) return "";
    if (/^[{\[].*[}\]]$/s.test(token)) return token.replace(/\s/g, "");
    if (token === "{" || token === "[") { depth++; return token + line(); }
    if (token === "}" || token === "]") { depth--; return line() + token; }
    if (token === ",") return token + line();
    return token === ":" ? ": " : token;
  });
}

function operation(path, post, all) {
  const schema = post.requestBody.content["application/json"].schema;
  const input = element("textarea", { value: JSON.stringify(example(schema, all), null, 2), spellcheck: false });
  const output = element("pre", { hidden: true });
  const button = element("button", { type: "button", textContent: "Call" });
  button.addEventListener("click", async () => {
    const headers = { "content-type": "application/json" };
    const token = document.getElementById("token").value;
    if (token) headers.authorization = "Bearer " + token;
    button.disabled = true;
    const begin = performance.now();
    try {
      const target = path.split("/").map(encodeURIComponent).join("/");
      const answer = await fetch("." + target, { method: "POST", headers, body: input.value });
      const text = await answer.text();
      output.textContent = answer.status + " " + answer.statusText + ", "
        + Math.round(performance.now() - begin) + " ms\n" + pretty(text);
      output.className = answer.ok ? "" : "failed";
    } catch (failure) {
      output.textContent = String(failure);
      output.className = "failed";
    }
    output.hidden = false;
    button.disabled = false;
  });
  return element("details", {},
    element("summary", { textContent: post.summary }),
    element("p", {}, element("label", {}, "Arguments by name, as JSON (an array: by position)", input)),
    button, output);
}

async function load() {
  const main = document.getElementById("services");
  try {
    const description = await (await fetch("openapi.json")).json();
    document.getElementById("title").textContent = "Services of " + description.info.title;
    const all = description.components.schemas;
    main.replaceChildren();
    const sections = new Map();
    for (const [path, { post }] of Object.entries(description.paths)) {
      const service = post.tags[0];
      if (!sections.has(service)) {
        sections.set(service, element("section", {}, element("h2", { textContent: service })));
        main.append(sections.get(service));
      }
      sections.get(service).append(operation(path, post, all));
    }
    if (sections.size === 0) main.append(element("p", { textContent: "No service is exported here." }));
  } catch (failure) {
    main.replaceChildren(element("p", { textContent: "The description cannot be read: " + failure }));
  }
}

load();
