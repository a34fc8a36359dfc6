"use strict";
// The text and its claims: what is pointed at on one side lights up on the other.
(() => {
  const pieces = [...document.querySelectorAll("a.piece")];
  const claimsOf = new Map(pieces.map((one) => [one, one.dataset.claims.split(" ")]));
  const cards = new Map([...document.querySelectorAll(".claim")].map((one) => [one.id, one]));

  const light = (id) => {
    for (const [piece, ids] of claimsOf) piece.classList.toggle("lit", ids.includes(id));
    for (const [key, card] of cards) card.classList.toggle("lit", key === id);
  };

  const target = () => {
    const id = location.hash.slice(1).replace(/^at-/, "");
    if (!cards.has(id)) return;
    light(id);
    const piece = pieces.find((one) => claimsOf.get(one).includes(id));
    const wide = matchMedia("(min-width: 60.01rem)").matches;
    if (wide || location.hash.startsWith("#at-")) piece?.scrollIntoView({ block: "center" });
    if (wide) {
      const card = cards.get(id);
      const column = card.closest(".claims");
      column.scrollTop += card.getBoundingClientRect().top - column.getBoundingClientRect().top - 60;
    }
  };

  // a second click on the same words goes on to the next claim that they are part of
  document.addEventListener("click", (event) => {
    const piece = event.target.closest?.("a.piece");
    if (!piece) return;
    const ids = claimsOf.get(piece);
    const at = ids.indexOf(location.hash.slice(1));
    if (at < 0 || ids.length < 2) return;
    event.preventDefault();
    location.hash = ids[(at + 1) % ids.length];
  });
  for (const [id, card] of cards) {
    card.addEventListener("mouseenter", () => light(id));
    card.addEventListener("focusin", () => light(id));
  }
  addEventListener("hashchange", target);
  target();
})();
