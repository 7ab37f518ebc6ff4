/**
 * What headings, heads of tables and rows are called in other languages than English, as far as a check or the digest asks
 * for them: a document in German has a scope, too. In lower case and composed. A heading may go on behind such a word, but not
 * with a letter: `範囲` is a scope, `範囲外` is what is out of it.
 */

import type { SectionKind } from './sections.ts';

interface Words {
  /** As they stand in an expression. */
  readonly words: string;
  is(text: string): boolean;
}

function beginning(...ways: readonly string[]): Words {
  const words = ways.join('|');
  const expression = once(() => new RegExp(`^(?:${words})(?![\\p{L}\\p{M}])`, 'u'));
  return { words, is: (text) => expression().test(text) };
}

function whole(...ways: readonly string[]): Words {
  const words = ways.join('|');
  const expression = once(() => new RegExp(`^(?:${words})$`, 'u'));
  return { words, is: (text) => expression().test(text) };
}

/** Made when the first text is held against it: letters of all scripts make large expressions, and few texts need any of these. */
function once(make: () => RegExp): () => RegExp {
  let made: RegExp | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const sections: Readonly<Partial<Record<keyof SectionKind, Words>>> = {
  isScope: beginning(
    '(?:geltungs|anwendungs)bereich|(?:leistungs)?umfang|abgrenzung',
    "périmètre|portée|champ d'application|alcance|ámbito|âmbito|escopo|ambito|reikwijdte|omfattning|omfang|laajuus",
    'zakres|rozsah|kapsam|область применения|обсяг|объ[её]м|рамки',
    '(?:適用|対象)?範囲|スコープ|范围|範圍|범위|(?:ال)?نطاق|היקף|दायरा|phạm vi|ruang lingkup',
  ),
  isAcceptance: beginning(
    '(?:abnahme|akzeptanz)kriteri(?:en|um)',
    "critères? (?:d'acceptation|de (?:réception|recette|succès))|criterios? de (?:aceptación|éxito)|critérios? de (?:aceitação|aceite)",
    'criteri(?:o)? di accettazione|acceptatiecriteria|accept(?:ans)?kriterier|akseptansekriterier|hyväksymis(?:kriteerit|ehdot)',
    'kryteria (?:akceptacji|odbioru)|akceptační kritéria|kabul (?:kriterleri|ölçütleri)|критерии при[её]мки|критерії прийняття',
    '受け?入れ?(?:基準|条件)|验收(?:标准|条件)|驗收(?:標準|條件)|(?:인수|수용|승인) ?(?:기준|조건)',
    'معايير القبول|קריטריוני קבלה|स्वीकृति मानदंड|tiêu chí (?:chấp nhận|nghiệm thu)|kriteria penerimaan',
  ),
  isTaskList: beginning(
    'aufgaben(?:liste)?|arbeitsschritte|(?:liste des )?tâches|(?:lista de )?(?:tareas|tarefas)|(?:elenco|lista) (?:delle )?attività|takenlijst',
    'uppgifter|uppgiftslista|opgaveliste|oppgaver|oppgaveliste|tehtävälista|(?:lista )?zada(?:ń|nia)|seznam úkolů|görev(?:ler| listesi)',
    '(?:список )?задач[иа]?|список завдань|(?:タスク|作業)(?:リスト|一覧)|タスク|任务(?:列表|清单)?|任務(?:列表|清單)?|작업 ?목록|(?:قائمة )?المهام|משימות',
  ),
  isTraceability: beginning(
    '(?:rück|nach)?verfolgbarkeit|traçabilité|trazabilidad|rastreabilidade|tracciabilità|traceerbaarheid|spårbarhet|sporbar(?:hed|het)',
    'jäljitettävyys|śledzenie|sledovatelnost|izlenebilirlik|прослеживаемость|трассировка|トレーサビリティ|追跡可能性|可?追溯性|추적성|(?:إمكانية )?التتبع',
  ),
  isHistory: beginning(
    '(?:änderungs|versions|revisions)(?:historie|verlauf|geschichte|protokoll)|sitzungsprotokoll',
    'historique(?: des (?:modifications|changements|versions|révisions))?|journal des (?:modifications|sessions)',
    'historial de (?:cambios|versiones|revisiones)|registro de (?:cambios|sesiones|alterações)|histórico de (?:alterações|versões|revisões)',
    '(?:cronologia|storico|registro) (?:delle )?(?:modifiche|revisioni|versioni)|(?:wijzigings|versie|revisie)(?:historie|geschiedenis|log)',
    'ändringshistorik|ändringslogg|endringslogg|ændringslog|muutoshistoria|historia (?:zmian|wersji)|historie změn|değişiklik geçmişi',
    'история (?:изменений|версий|правок)|журнал изменений|історія змін|(?:変更|改訂|改定|更新)(?:履歴|記録)',
    '(?:变更|修订|修改|版本|更新)(?:历史|记录)|(?:變更|修訂|版本)(?:歷史|記錄)|(?:변경|개정|수정) ?(?:이력|기록)|(?:سجل|تاريخ) (?:التغييرات|التعديلات|المراجعات)',
  ),
  isExample: beginning('примеры?|例|示例|サンプル|예시?|(?:مثال|أمثلة)'),
  isOutput: beginning(
    'liefergegenstände|arbeitsergebnisse|livrables|entregables|entregáveis|opleveringen|leverabler|leveranser|produkty prac|результаты работ',
    '成果物|交付物|산출물',
  ),
  isAside: beginning(
    'nicht (?:im umfang|enthalten)|außerhalb des (?:geltungsbereichs|umfangs)|hors (?:du )?(?:périmètre|champ)|fuera del? alcance',
    'fora do? escopo|fuori (?:ambito|dal perimetro)|buiten (?:de )?(?:scope|reikwijdte)|poza zakresem|вне рамок|(?:適用|対象)?範囲外|対象外|スコープ外',
    '(?:不在)?范围(?:之)?外|不在范围内|범위 ?외|خارج النطاق',
  ),
};

/** Most headings begin in none of these ways, which is told without a look at what follows. */
const mayBegin = once(
  () =>
    new RegExp(
      Object.values(sections)
        .map(({ words }) => `^(?:${words})`)
        .join('|'),
    ),
);

/** `ii. `, `a) `, `一、`, `第3章 ` */
const enumeration = /^(?:(?:[ivx]{1,5}|[a-z]|[一二三四五六七八九十]{1,3}|\d{1,3})[.):、．]\s*|第[^\s]{1,3}[章节節條条]\s*)/;

/** Whether a heading, in lower case, is that of such a section; null where it is that of none. */
export function namedElsewhere(name: string): ((kind: keyof SectionKind) => boolean) | null {
  const plain = composed(name).replace(enumeration, '');
  return mayBegin().test(plain) ? (kind) => sections[kind]?.is(plain) ?? false : null;
}

/** Typographic apostrophes as they are typed, and letters with their marks as one character. */
function composed(name: string): string {
  return /[^\0-\x7f]/.test(name) ? name.normalize('NFC').replace(/[\u2018\u2019]/g, "'") : name;
}

const keyHead = whole('feld|eigenschaft|merkmal|angabe|champ|élément|campo|elemento|voce|veld|pole|поле|項目|字段|项目|항목|البند|الحقل');
const valueHead = whole(
  'wert|inhalt|angaben|beschreibung|valeur|détails?|valor|detalles?|detalhes?|valore|dettagli|waarde|wartość|значение|内容|値|值|값|القيمة|التفاصيل',
);

/** Whether two heads of a table, in lower case, are those of a Document Control. */
export function areControlHeads(key: string, value: string): boolean {
  return keyHead.is(composed(key)) && valueHead.is(composed(value));
}

const statusRow = whole('statut|état|estado|stato|zustand|stan|durum|tila|статус|状態|ステータス|状态|狀態|상태|الحالة');
const recordRow = whole(
  'versión|versione|versão|versie|fassung|wersja|версия|バージョン|版数?|版本|버전|الإصدار',
  '(?:\\p{L}+ )?datum|stand|(?:erstellt|aktualisiert|geändert)(?: am)?|letzte (?:änderung|aktualisierung)|date (?:de|du) .{1,30}|dernière (?:modification|mise à jour)',
  'mis à jour(?: le)?|fecha.{0,30}|última (?:actualización|atualização|modificación)|data d[aeio] .{1,30}|ultimo aggiornamento|дата.{0,30}',
  '(?:作成|更新|改訂|最終更新)日|日付|(?:创建|更新|修改)?日期|(?:작성|수정)?일자?|날짜|(?:تاريخ .{1,30}|التاريخ)',
  '(?:geschätzter )?aufwand|effort estimé|charge estimée|esfuerzo(?: estimado)?|esforço(?: estimado)?|sforzo(?: stimato)?|трудо[её]мкость|(?:見積)?工数|工作量|예상 공수|الجهد.{0,20}',
);

/** A row that says the status. */
export function isStatusRow(name: string): boolean {
  return statusRow.is(composed(name));
}

/** A row that says what changes while the work is done: status, version, dates, effort. */
export function isRecordRow(name: string): boolean {
  return isStatusRow(name) || recordRow.is(composed(name));
}
