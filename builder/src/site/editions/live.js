// Leads on to the edition of the moment, with the colours and the place that the address asks for.
const to = new URL(document.querySelector('link[rel=canonical]').href);
for (const [name, value] of new URLSearchParams(location.search)) to.searchParams.set(name, value);
to.hash = location.hash;
location.replace(to);
