import { PERMIT_KINDS } from '@credit/rulebook/codes';

/** 信用公示 page: the columns and the exact search, drawn by `PUBLIC_SCRIPT` from the public API. */
export const PUBLIC_PAGE = (city: string): string => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>信用公示 · ${city}</title><link rel="stylesheet" href="/pages/style.css"></head><body>
<nav><a href="/">首页</a><a href="/docs">接口文档</a></nav>
<h1>信用公示 <small lang="en">public entries</small></h1>
<form id="search" role="search"><label for="q">统一社会信用代码或企业全称</label><input id="q" name="q" autocomplete="off" maxlength="200" required placeholder="例如 91210500…"><button>查询</button></form>
<p><button type="button" data-kind="administrative-penalty" aria-pressed="true">行政处罚</button> <button type="button" data-kind="administrative-license" aria-pressed="false">行政许可</button> <button type="button" data-kind="list-entry" aria-pressed="false">名单公布</button> <button type="button" data-kind="commitments" aria-pressed="false">信用承诺</button></p>
<form id="filter" hidden><label>履行情况 <select name="state"><option value="">全部</option><option value="tracking">履行中</option><option value="kept">已履行</option><option value="breached">违诺</option></select></label><input name="item" maxlength="64" autocomplete="off" aria-label="承诺事项编码" placeholder="承诺事项编码"><input name="department" maxlength="63" autocomplete="off" aria-label="受理部门代码" placeholder="受理部门代码"><button>筛选</button></form>
<main id="entries" aria-live="polite"></main><p><button type="button" id="more" hidden>更多</button></p>
<noscript>此页面需要 JavaScript；数据也可由 <a href="/v1/public/columns/administrative-penalty">公开接口</a> 读取。</noscript>
<script src="/pages/public.js" defer></script></body></html>`;

const PERMITS = JSON.stringify(Object.fromEntries(PERMIT_KINDS.map(({ code, text }) => [code, text])));

/** Draws text only (textContent), so nothing a department wrote can become markup. */
export const PUBLIC_SCRIPT = `const PERMITS=${PERMITS};
const box=document.getElementById('entries'),more=document.getElementById('more'),filter=document.getElementById('filter');let load=null;
const LABELS={stateName:'履行情况',commitmentCode:'承诺编码',typeName:'承诺类型',itemName:'承诺事项',accepterName:'受理单位',reason:'承诺事由',listTypeName:'名单',situation:'情形',statute:'列入依据',docNo:'决定文书号',docName:'文书名称',decisionDate:'决定日期',authorityName:'决定机关',violationType:'违法行为类型',facts:'违法事实',legalBasis:'处罚依据',penaltyTypeNames:'处罚类别',content:'内容',fineAmountWan:'罚款金额（万元）',confiscatedAmountWan:'没收金额（万元）',suspendedPermit:'暂扣或吊销证照',permitKind:'许可类别',certName:'许可证书名称',certNo:'许可编号',validFrom:'有效期自',validTo:'有效期至',legalRepName:'法定代表人',breachLiability:'违诺责任',madeOn:'承诺作出日期',dueOn:'履行期限',performanceName:'履约认定',unperformed:'未履行的内容',accountability:'责任追究',assessedOn:'认定日期',contentHash:'承诺书摘要（SHA-256）'};
function el(tag,text){const e=document.createElement(tag);if(text!==undefined)e.textContent=text;return e}
function show(entry){const a=el('article');a.append(el('h3',entry.subject.name));const d=el('dl');const add=(k,v)=>{if(v===undefined||v===null||v==='')return;d.append(el('dt',k),el('dd',Array.isArray(v)?v.join('、'):String(v)))};
add('统一社会信用代码',entry.subject.uscc);for(const f of entry.subject.formerNames||[])add('曾用名',f.name);for(const k of Object.keys(LABELS)){const v=entry.content?.[k]??entry[k];add(LABELS[k],k==='permitKind'?PERMITS[v]??v:v)}add('公示日期',entry.postedOn);add('公示截止',entry.endsOn);if(entry.disputedSince)add('标注','有异议，正在核实');if(entry.underReviewSince)add('标注','行政复议或者行政诉讼审理中（'+entry.underReviewSince+'起）');a.append(d);for(const x of entry.subjectExplanations||[])a.append(el('blockquote','主体说明（信用主体自述，未经核实，'+x.on+'）：'+x.text));box.append(a)}
async function page(request,fresh){if(fresh)box.replaceChildren(el('p','正在读取…'));const r=await request();const j=await r.json();if(fresh)box.replaceChildren();
if(!r.ok){box.replaceChildren(el('p',j.userMessage||'读取失败'));more.hidden=true;return}
for(const e of j.items)show(e);if(!box.children.length)box.append(el('p','没有查到正在公示的信息。'));more.hidden=!j.next;const next=()=>request.next(j.next);next.next=request.next;load=j.next?()=>page(next,false):null;}
function column(kind){const of=kind==='commitments'?[...new FormData(filter)].filter(([,v])=>v.trim()).map(([k,v])=>'&'+k+'='+encodeURIComponent(v.trim())).join(''):'';filter.hidden=kind!=='commitments';const url=(after)=>'/v1/public/columns/'+kind+'?limit=20'+of+(after?'&after='+encodeURIComponent(after):'');const f=()=>fetch(url());f.next=(after)=>fetch(url(after));return page(f,true)}
function search(q){const body=/^[0-9A-Za-z]{18}$/.test(q)?{uscc:q.toUpperCase()}:{name:q};const ask=(after)=>fetch('/v1/public/search',{method:'POST',headers:{'content-type':'application/json'},body:JSON.stringify(after?{...body,after}:body)});const f=()=>ask();f.next=ask;return page(f,true)}
more.addEventListener('click',()=>load&&load());
for(const b of document.querySelectorAll('[data-kind]'))b.addEventListener('click',()=>{for(const o of document.querySelectorAll('[data-kind]'))o.setAttribute('aria-pressed',String(o===b));column(b.dataset.kind)});
filter.addEventListener('submit',(e)=>{e.preventDefault();column('commitments')});
document.getElementById('search').addEventListener('submit',(e)=>{e.preventDefault();search(document.getElementById('q').value.trim())});
column('administrative-penalty');`;
