/** 组织形式 by class, longest words first within the reading; two forms of one class are written for one another, forms of two classes are two legal persons. 公司法第七条；个体工商户条例；农民专业合作社法 */
const FORMS: Readonly<Record<string, string>> = {
  '股份': '股份有限公司 股份公司',
  '有限': '有限责任公司 有限公司 责任有限公司',
  '合伙': '合伙企业(有限合伙) 合伙企业(普通合伙) 合伙企业(特殊普通合伙) (有限合伙) (普通合伙) (特殊普通合伙) 合伙企业',
  '独资': '(个人独资) 个人独资企业',
  '合作社': '农民专业合作社联合社 农民专业合作社 专业合作社 合作社',
  '公司': '总公司 公司',
  '厂': '总厂 工厂 厂',
  '个体': '(个体工商户) 个体工商户 经营部 门市部 商行 商店 批发部 服务部 工作室 餐馆 饭店 小吃店 超市 加工部 维修部 理发店 药店 店',
  '机构': '事务所 研究院 研究所 医院 诊所 学校 幼儿园 银行 协会 基金会 中心',
};

/** One written form of organisation and the class that it belongs to. */
export interface LegalForm {
  readonly text: string;
  readonly form: string;
}

/** Every written form, longest first. */
export const LEGAL_FORMS: readonly LegalForm[] = Object.entries(FORMS)
  .flatMap(([form, words]) => words.split(' ').map((text) => ({ text, form })))
  .sort((a, b) => b.text.length - a.text.length);

/** 分支机构 endings behind a legal form, longest first: such a name means a part of another legal person. 公司法第十三条 */
export const BRANCH_ENDINGS: readonly string[] = ['分公司', '办事处', '营业部', '营业厅', '项目部', '经营部', '分店', '分行', '支行', '分厂', '分所', '分院', '分社', '门店', '支公司', '店'];

/** 行业 words at the end of the core, longest first. What is missing here only stays with the brand. */
export const INDUSTRIES: readonly string[] = (
  '房地产开发 建筑安装工程 建设工程 建筑工程 装饰装修工程 装饰工程 市政工程 园林绿化工程 园林绿化 安装工程 公路工程 水利工程 机电设备 机械设备 机械制造 电子科技 网络科技 信息科技 信息技术 生物科技 环保科技 农业科技 '
  + '科技发展 科技 软件开发 软件 信息咨询 商务咨询 企业管理咨询 企业管理 管理咨询 咨询服务 咨询 餐饮管理 餐饮服务 餐饮 酒店管理 物业管理 物业服务 物业 国际贸易 进出口贸易 商贸 贸易 经贸 工贸 物资贸易 物资 物流运输 货物运输 汽车运输 物流 运输 '
  + '汽车销售服务 汽车销售 汽车修理 汽车服务 汽车租赁 医疗器械 医药连锁 医药 药业 制药 生物制品 食品加工 食品 粮油 饮品 酒业 茶业 农业开发 农业 种植 养殖 畜牧 林业 水产 矿业 矿产 煤炭 冶金 钢铁 金属制品 金属 '
  + '铸造 机械 机电 设备 电器 电子 电气 电力 能源 新能源 热力 燃气 石油 化工 化学 塑料 橡胶 建材 水泥 玻璃 陶瓷 家具 木业 纺织 服装 服饰 印刷 包装 纸业 文化传媒 文化传播 广告传媒 广告 传媒 旅游开发 旅行社 旅游 教育科技 教育咨询 教育 培训 '
  + '劳务派遣 劳务 人力资源 保安服务 家政服务 环保 环境 投资管理 投资 资产管理 融资担保 担保 小额贷款 典当 保险代理 保险经纪 置业 建设 建筑 装饰 装潢 工程 实业 发展 开发 百货 商业 商务 珠宝 眼镜 五金 日用品 家居 体育 健身 娱乐 影视 通信 网络 电商 仓储 快递 检测 检验 测绘 设计 集团'
).split(' ').sort((a, b) => b.length - a.length);

/** 同音、近音常用字 groups: candidates and typing errors only, never evidence of identity. */
const HOMOPHONES =
  '鑫新欣馨昕薪 达大答 华花桦 宏鸿洪弘红虹 盛胜圣晟 源元原缘园圆苑 丰峰锋风枫沣 兴星 恒衡 通同桐童 泰太态 福富付 安桉 隆龙 顺舜 利力立丽励 诚成城承程 佳加嘉家 瑞锐睿 祥翔详 祺琦奇旗 嘉佳 海骇 '
  + '德得 宇雨羽禹 辉晖徽 腾藤滕 博波 亿易益一艺逸怡 金锦今 明铭茗 信鑫 康抗 昌长常 永勇咏 润闰 汇惠慧 联连莲 远园愿 正政 阳洋扬杨 广光 天添 东冬 建健 军君钧 美镁 江疆 景锦 万完 合和禾 生升 中忠钟 国果 民敏';

/** 形近常用字 pairs: misread or mistyped by shape. */
const LOOK_ALIKES = '末未 土士 己已 日曰 干千 人入 天夫 王玉 太大 木本 今令 鸟乌 免兔 治冶 岛鸟 晴睛 辨辩 拔拨 侯候 戌戍 崇祟 幕慕 蓝篮 壁璧 洒酒 衷哀';

const groups = (text: string): ReadonlyMap<string, string> => {
  const folded = new Map<string, string>();
  for (const group of text.split(' ')) {
    const first = folded.get([...group].find((c) => folded.has(c)) ?? '') ?? group[0]!;
    for (const c of group) if (!folded.has(c)) folded.set(c, first);
  }
  return folded;
};

const SOUND = groups(HOMOPHONES);
const SHAPE = groups(LOOK_ALIKES);

/** The first character of the group of like-sounding ones, else the character itself. */
export const soundOf = (c: string): string => SOUND.get(c) ?? c;

/** True when one is written for the other by ear or by eye. */
export const isEasilyConfused = (a: string, b: string): boolean => soundOf(a) === soundOf(b) || (SHAPE.get(a) ?? a) === (SHAPE.get(b) ?? b);

/** 繁体 → 简体 of characters that occur in company names; pairs. */
const TRADITIONAL =
  '遼辽 溝沟 寧宁 東东 華华 國国 龍龙 鳳凤 興兴 業业 發发 達达 豐丰 農农 廠厂 電电 機机 械械 車车 輪轮 馬马 長长 門门 開开 關关 際际 貿贸 經经 濟济 銷销 銀银 錦锦 鋼钢 鐵铁 鑄铸 鋁铝 銅铜 錢钱 鎮镇 縣县 區区 萬万 億亿 '
  + '聯联 盟盟 營营 運运 輸输 載载 連连 鎖锁 飲饮 館馆 飯饭 糧粮 麵面 雞鸡 魚鱼 鮮鲜 鹽盐 煙烟 燈灯 熱热 爐炉 燒烧 環环 現现 瑪玛 瓊琼 產产 畫画 盤盘 監监 礦矿 碼码 確确 禮礼 種种 積积 穩稳 窩窝 筆笔 築筑 簡简 籃篮 紅红 紀纪 紡纺 織织 '
  + '細细 終终 組组 結结 絲丝 統统 網网 綠绿 維维 線线 緣缘 縱纵 總总 績绩 繡绣 續续 羅罗 義义 習习 聖圣 聲声 職职 膠胶 臨临 臺台 與与 藝艺 莊庄 蘇苏 蘭兰 號号 衛卫 補补 裝装 製制 複复 見见 規规 視视 覺觉 觀观 計计 訊讯 設设 許许 診诊 評评 '
  + '試试 詩诗 誠诚 語语 調调 諾诺 謙谦 證证 識识 護护 讓让 豬猪 貝贝 財财 責责 貨货 貴贵 買买 費费 賀贺 資资 賓宾 賢贤 質质 購购 贏赢 趙赵 躍跃 軍军 軟软 較较 輕轻 輝辉 辦办 遠远 適适 選选 遺遗 鄉乡 鄭郑 醫医 釀酿 釋释 針针 鈴铃 鉅巨 銘铭 鋒锋 '
  + '錄录 鍋锅 鍵键 鏈链 鑽钻 閃闪 間间 閣阁 陽阳 陳陈 陸陆 隊队 階阶 隨随 險险 隱隐 難难 雲云 靈灵 靜静 韓韩 響响 頂顶 順顺 預预 領领 頭头 題题 顏颜 願愿 顯显 風风 飛飞 駕驾 駿骏 騰腾 驛驿 驗验 髮发 鵬鹏 鶴鹤 鷹鹰 麗丽 黃黄 點点 齊齐 '
  + '團团 園园 圓圆 圖图 場场 堅坚 報报 塊块 塑塑 墾垦 壓压 壇坛 壽寿 夢梦 奧奥 媽妈 學学 實实 寶宝 寬宽 專专 將将 尋寻 導导 層层 島岛 嶺岭 幣币 師师 帶带 幫帮 廣广 廳厅 彈弹 強强 彩彩 徑径 從从 復复 德德 愛爱 態态 慶庆 懷怀 戰战 戲戏 戶户 '
  + '護护 擔担 據据 擇择 擴扩 攝摄 數数 斷断 時时 晉晋 曆历 書书 會会 東东 條条 棟栋 楊杨 極极 構构 槍枪 樂乐 樓楼 標标 樣样 樹树 橋桥 檢检 權权 歐欧 歡欢 歲岁 歷历 殺杀 氣气 決决 滿满 漁渔 漢汉 潔洁 潤润 潛潜 澤泽 濱滨 瀋沈 灣湾 為为 無无 '
  + '獨独 獲获 個个 倉仓 們们 偉伟 側侧 偵侦 備备 傑杰 傳传 傷伤 價价 儀仪 優优 儲储 兒儿 內内 兩两 冊册 凍冻 凱凯 別别 則则 剛刚 創创 劃划 劉刘 劍剑 勁劲 動动 務务 勝胜 勞劳 勢势 勵励 匯汇 協协 單单 參参 雙双 員员 啟启 喬乔 嘗尝 鄰邻 衆众 眾众 價价 碩硕';

/** 繁体 character → 简体 character. */
export const SIMPLIFIED: ReadonlyMap<string, string> = new Map(TRADITIONAL.split(' ').map((pair) => [pair[0]!, pair[1]!]));
