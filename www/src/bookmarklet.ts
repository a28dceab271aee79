// Writes the bookmarklet for the site this page is on.

const script = new URL('gouji-inpage.js', location.href).href;
const refused = '本页的内容安全策略不允许运行核对程序。请全选、复制本页内容，到核对网页中粘贴。';

/** Runs on pages of others: leaves nothing behind but what the script does. */
const code = `(function(){var s=document.createElement('script');s.src=${JSON.stringify(script)};`
  + `s.onload=function(){s.parentNode.removeChild(s)};s.onerror=function(){s.parentNode.removeChild(s);alert(${JSON.stringify(refused)})};`
  + 'document.body.appendChild(s)})()';

const link = document.getElementById('bookmarklet') as HTMLAnchorElement;
link.href = `javascript:${encodeURIComponent(code)}`;
link.addEventListener('click', (event) => event.preventDefault());
const site = document.getElementById('site');
if (site) site.textContent = location.host || '本机';
