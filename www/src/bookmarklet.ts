// Writes the bookmarklet for the site this page is on.

const script = new URL('gouji-inpage.js', location.href).href;
const refused = '本页的内容安全策略不允许运行核对程序。请全选、复制本页内容，到核对网页中粘贴。';

/**
 * Runs on pages of others: leaves nothing behind but what the script does. Elements called createElement or body do not
 * stand in its way; where scripts are named by policies (Trusted Types), it asks for one.
 */
const code = `(function(){var d=document,p=Document.prototype,u=${JSON.stringify(script)},t=window.trustedTypes,no=function(){alert(${JSON.stringify(refused)})};`
  + "try{var s=p.createElement.call(d,'script');s.src=t?t.createPolicy('gouji',{createScriptURL:function(a){return a}}).createScriptURL(u):u;"
  + 's.onload=function(){s.parentNode.removeChild(s)};s.onerror=function(){s.parentNode.removeChild(s);no()};'
  + "p.getElementsByTagName.call(d,'html')[0].appendChild(s)}catch(e){no()}})()";

const link = document.getElementById('bookmarklet') as HTMLAnchorElement;
link.href = `javascript:${encodeURIComponent(code)}`;
link.addEventListener('click', (event) => event.preventDefault());
const site = document.getElementById('site');
if (site) site.textContent = location.host || '本机';
