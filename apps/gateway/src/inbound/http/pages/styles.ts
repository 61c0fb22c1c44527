/** One stylesheet for the two pages; readable at 360 px, dark mode by the reader's choice. */
export const STYLES = `:root{color-scheme:light dark;--line:#8884;--accent:#b3261e}
*{box-sizing:border-box}body{font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;margin:0 auto;max-width:64rem;padding:1rem}
h1{font-size:1.5rem;margin:.5rem 0}h2{font-size:1.15rem;margin:1.5rem 0 .5rem}small,.quiet{opacity:.75}
nav a{margin-right:1rem}form{display:flex;gap:.5rem;flex-wrap:wrap;margin:1rem 0}
select{font:inherit;padding:.5rem}form[hidden]{display:none}
input{flex:1 1 16rem;font:inherit;padding:.5rem;border:1px solid var(--line);border-radius:.4rem}
button{font:inherit;padding:.5rem 1rem;border:1px solid var(--line);border-radius:.4rem;cursor:pointer}
button[aria-pressed=true]{border-color:var(--accent);font-weight:600}
article{border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem;margin:.6rem 0}
article h3{margin:0 0 .25rem;font-size:1.05rem}dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .75rem;margin:0}
dt{opacity:.75}dd{margin:0;overflow-wrap:anywhere}code{overflow-wrap:anywhere}li{margin:.2rem 0}
@media(max-width:30rem){dl{grid-template-columns:1fr}dd{margin-bottom:.3rem}}`;
