// Leads on to the edition of the moment, with the colours and the place that the address asks for.
location.replace(document.querySelector('link[rel=canonical]').href + location.search + location.hash);
