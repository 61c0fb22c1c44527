/** First page: what this is and where to go on. */
export const INDEX_PAGE = (city: string): string => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${city} 信用信息</title><link rel="stylesheet" href="/pages/style.css"></head><body>
<h1>${city} <small>公共信用信息平台 · credit backbone</small></h1>
<p>各部门报送的行政许可、行政处罚在此归集、核验，并自决定之日起七个工作日内依法公示。<br><span class="quiet" lang="en">Departments publish what they decided; this system keeps one credit file per subject and publishes what must be public within seven working days.</span></p>
<ul>
<li><a href="/public">信用公示 <span lang="en">Public entries</span></a></li>
<li><a href="/docs">接口文档 <span lang="en">API documentation</span></a> · <a href="/openapi.json">OpenAPI 3.1</a></li>
<li><a href="/v1/public/statistics">公示统计 <span lang="en">Statistics (JSON)</span></a></li>
<li><a href="/health/ready">运行状态 <span lang="en">Readiness</span></a></li>
</ul></body></html>`;
