// Times in the reader's own zone; the UTC time stays as the tooltip.
function localise() {
  for (const time of document.querySelectorAll('time[datetime]')) {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.getTime())) {
      time.textContent = at.toLocaleTimeString();
    }
  }
}

// Says that the page is old as soon as one renewal failed; the next one that works replaces it.
function old() {
  document.body.classList.add('old');
  document.getElementById('as-of').textContent = 'Not renewed: the autoscaler does not answer. What is below is old.';
}

document.body.addEventListener('htmx:afterSwap', () => {
  document.body.classList.remove('old');
  localise();
});
document.body.addEventListener('htmx:sendError', old);
document.body.addEventListener('htmx:responseError', old);
document.body.addEventListener('htmx:timeout', old);
localise();
