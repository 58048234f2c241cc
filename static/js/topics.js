/* Topics: what is offered for the one being typed keeps those typed before it. */
"use strict";
{
  const BETWEEN = /[、，,；;]/;

  function offer(input) {
    const typed = input.value.split(BETWEEN).slice(0, -1).map((topic) => topic.trim());
    const before = typed.filter(Boolean);
    for (const option of input.list.options) {
      option.dataset.topic ||= option.value;
      const topic = option.dataset.topic;
      option.disabled = before.includes(topic);
      option.value = [...before, topic].join("、");
    }
  }

  document.addEventListener("input", (event) => {
    if (event.target.name === "topics" && event.target.list) offer(event.target);
  });
}
