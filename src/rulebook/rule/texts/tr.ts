/** The support rules in Turkish. */
import type { RuleText } from '../rule.ts';
import type { RuleCode } from '../table.ts';

export const tr: Readonly<Record<RuleCode, RuleText>> = {
  R01: {
    sentence: 'Destek işleri, GDAP rol kılavuzunun ilgili görev için belirttiği rollerle veya yardım masası temsilcisi rolüyle yürütülür.',
    explanation:
      'İş ortağı adına destek talepleri üzerinde çalışan kişi, yardım masası temsilcisi veya yönetici temsilcisidir; müşterinin kiracısında işlem yapmak için ayrıca etkin bir GDAP ilişkisinin tanıdığı bir rol gerekir. Satış temsilcisi müşterileri ve destek tekliflerini görür, destek taleplerini göremez.',
  },
  R02: {
    sentence:
      'Bulut Çözümü Sağlayıcısı (CSP) programındaki iş ortakları, müşterilerinin güvenilir danışmanlarıdır; müşterilere destek vermek de bunun bir parçasıdır.',
    explanation:
      'Müşterinin her aboneliği için destekten sorumlu bir iş ortağı vardır. Sorusu veya sorunu olan müşteri, bu iş ortağına başvurur.',
  },
  R03: {
    sentence: 'Destek vermek, iş ortağına müşterilerini tanıma ve onlara değer katacak yeni hizmetleri belirleme olanağı sağlar.',
    explanation:
      'Müşterilerin talepleri, ihtiyaçlarını gösterir. İş ortağı, kendi destek taleplerinden edindiği bilgilerden yararlanabilir; bundan bir yükümlülük doğmaz.',
  },
  R04: {
    sentence: 'Doğrudan faturalama yapan iş ortağı, müşteri ilişkisinin baştan sona sahibidir.',
    explanation:
      'Müşteriye faturayı kendisi düzenler, desteği kendisi verir ve Microsoft’a kendisi başvurur; arada dolaylı sağlayıcı bulunmaz.',
  },
  R05: {
    sentence: 'Dolaylı bayilerin, müşterilere destek verirken dolaylı sağlayıcılarıyla birlikte çalışması beklenir.',
    explanation:
      'Bayinin çözemediği sorun, aboneliğin arkasındaki sağlayıcıya aktarılır. Azure için Microsoft’a yalnızca sağlayıcı başvurabilir.',
  },
  R06: {
    sentence: 'İş ortağının, sorunları müşterileri adına çözmesi beklenir.',
    explanation:
      'Destek talebi, bir iş ortağında görevli bir kişiye emanettir. Müşteri sorunu anlatır; talebi atamak ve üzerinde çalışmak iş ortağının görevidir.',
  },
  R07: {
    sentence: 'İlk adım, mevcut ve belgelenmiş sorunlar açısından hizmet durumunu denetlemektir.',
    explanation:
      'Sorunu açıklayan hizmet olayı destek talebine bağlanır ve bu durumda genellikle Microsoft’a başvurmak gerekmez. Denetim, tanıdan ve her türlü aktarımdan önce yapılır.',
  },
  R08: {
    sentence:
      'Hizmet durumunun denetlenmesi sorunu çözmezse iş ortağı; yazılım, ayar ve yapılandırma sorunlarını gidermek için yönetici ayrıcalıklarını kullanabilir.',
    explanation: 'Bu ayrıcalıklar, müşterinin onayladığı, etkin olan ve rolleri yapılacak işi kapsayan bir GDAP ilişkisine dayanır.',
  },
  R09: {
    sentence: 'Hizmet açıklamalarına uygun çalışmayan hizmetlerle ilgili belgelenmemiş sorunlar Microsoft’a aktarılır.',
    explanation:
      'İş ortağının Microsoft’a başvurduğu beş kategoriden biridir. Hizmet durumunda sorunu açıklayan bir olayın bulunmaması gerekir.',
  },
  R10: {
    sentence: 'Kullanılamayan hizmetlere ilişkin sorunlar Microsoft’a aktarılır.',
    explanation:
      'İş ortağının Microsoft’a başvurduğu beş kategoriden biridir. Kimsenin erişemediği bir hizmeti yalnızca Microsoft yeniden kullanıma açabilir; olay hâlihazırda belgelenmiş olabilir.',
  },
  R11: {
    sentence: 'Bir hizmetin görünümünü veya işleyişini etkileyen hatalar ve diğer düzensizlikler Microsoft’a aktarılır.',
    explanation:
      'İş ortağının Microsoft’a başvurduğu beş kategoriden biridir. Sorunu aktaran taraf, hatanın nasıl yeniden oluşturulacağını belirtir.',
  },
  R12: {
    sentence: 'Büyük ölçekli ağ kesintilerinden kaynaklanan sorunlar Microsoft’a aktarılır.',
    explanation: 'İş ortağının Microsoft’a başvurduğu beş kategoriden biridir. Müşterinin kendi ağındaki arızalar bu kapsama girmez.',
  },
  R13: {
    sentence: 'Birden çok kiracıyı etkileyen bölgesel sorunlar Microsoft’a aktarılır.',
    explanation:
      'İş ortağının Microsoft’a başvurduğu beş kategoriden biridir. Kanıt olarak aynı bölgedeki en az iki müşterinin destek talepleri gösterilir.',
  },
  R14: {
    sentence: 'Genel olarak, müşteriyle yapılan tüm iletişim CSP iş ortağından gelir.',
    explanation:
      'Microsoft’un bir talebe verdiği yanıt iş ortağına yöneliktir; müşteriye neyin bildirileceğine iş ortağı karar verir ve bildirimi kendisi yapar. Microsoft, bir destek talebinde müşteriye not yazamaz.',
  },
  R15: {
    sentence: 'Faturalama ilişkisi iş ortağına ait olduğundan Microsoft, müşterilere abonelikleriyle ilgili doğrudan bildirim göndermez.',
    explanation: 'Yenileme, değişiklik veya fatura gibi aboneliğe ilişkin bildirimler, abonelikten sorumlu iş ortağından gelir.',
  },
  R16: {
    sentence: 'Microsoft, hizmet olayları veya diğer operasyonel bilgiler hakkında müşterilerle doğrudan iletişim kurabilir.',
    explanation:
      'Bu, iletişimin iş ortağından gelmesi kuralının istisnasıdır: müşteriler, hizmet olaylarını ve bunların seyrini doğrudan Microsoft’tan öğrenir.',
  },
  R17: {
    sentence:
      'Microsoft, kendisiyle önceden ticari ilişkisi bulunan müşterilerle CSP dışındaki ürün ve hizmetleri hakkında doğrudan iletişim kurmayı sürdürür.',
    explanation: 'Müşterinin başka bir kanaldan satın aldıkları, müşteri ile Microsoft arasında kalır. CSP abonelikleri bundan etkilenmez.',
  },
  R18: {
    sentence: 'CSP müşterileri, Microsoft nezdinde kendileri destek talebi oluşturamaz; destek için iş ortaklarına başvurmak zorundadır.',
    explanation:
      'Müşteri talebini kendi iş ortağına iletir; iş ortağı talebi ele alır ve gerekirse Microsoft’a başvurur. İş ortağını atlayarak müşteriden Microsoft’a giden bir yol yoktur.',
  },
  R19: {
    sentence: 'İş ortağı, müşterilerinden gelen destek taleplerini almakla yükümlüdür.',
    explanation: 'Müşteri kendisine başvurduğunda iş ortağı talebi almak zorundadır. Hiçbir talep kaybolamaz veya gözden kaçamaz.',
  },
  R20: {
    sentence: 'İş ortağı, sorunlara elinden gelen en iyi şekilde tanı koymakla yükümlüdür.',
    explanation: 'Bir destek talebi çözülmeden veya aktarılmadan önce iş ortağı, sorunun ne olduğunu belirler ve kayda geçirir.',
  },
  R21: {
    sentence: 'İş ortağı, temel destek sınırları içinde kalan sorunları çözmekle yükümlüdür.',
    explanation:
      'Bunların hangi sorunlar olduğunu her hizmet için iş ortağı belirler. Destek talebini çözmek müşterinin veya Microsoft’un değil, iş ortağının görevidir.',
  },
  R22: {
    sentence: 'İş ortağı, destek gereksinimini karşılamak için başka bir şirketin desteğini yeniden satabilir.',
    explanation: 'Bu durumda destek teklifinde, desteğin yeniden satıldığı ve kimden sağlandığı belirtilir.',
  },
  R23: {
    sentence: 'İş ortağı, destek gereksinimini karşılamak için destek yapısının tamamını veya bir bölümünü dış kaynaktan sağlayabilir.',
    explanation:
      'Bu durumda işin tamamını veya bir bölümünü iş ortağı adına başka bir şirket yürütür; destek teklifinde hangi şirketin hangi görevleri üstlendiği belirtilir.',
  },
  R24: {
    sentence: 'İş ortağı, destek gereksinimini karşılamak için doğrudan destek verecek bir yapı kurabilir.',
    explanation: 'Bu durumda işi iş ortağının kendi çalışanları yürütür ve bu, destek teklifinde belirtilir.',
  },
  R25: {
    sentence: 'İş ortağı, müşterilere sağladığı desteğin tamamı veya bir bölümü için ücret alabilir.',
    explanation: 'Destek ücretini müşteri iş ortağına öder. Destek, tamamen veya kısmen ücretsiz de olabilir.',
  },
  R26: {
    sentence:
      'İş ortağı; sağladığı destek türlerini, hizmet saatlerini, iletişim yöntemini ve destek ücretliyse fiyatlandırmayı müşterilere bildirmek zorundadır.',
    explanation:
      'Bir destek teklifi; kapsamı, saat dilimiyle birlikte hizmet saatleri, iletişim yolları ve ücretliyse fiyatı belirtilmeden yayımlanamaz. Müşteriler bu koşulları okuduklarını onaylar ve her değişiklik yeni bir sürüm oluşturur.',
  },
  R27: {
    sentence: 'Müşteriler, hesaplarını yönetmek için Microsoft 365 yönetim merkezinde veya Azure portalında oturum açabilir.',
    explanation: 'İş ortağı aracılığıyla satın almak, müşterinin bu portallara erişimini ortadan kaldırmaz.',
  },
  R28: {
    sentence: 'Müşteriler bu portallarda, hizmet durumu gibi ileti ve bildirimleri İleti Merkezi’nde görüntüleyebilir.',
    explanation:
      'Müşteri, Tierline’da da hizmetlerin durumunu, satın aldıklarını etkileyen hizmet olaylarını ve Microsoft’un kendi kiracısının İleti Merkezi’nde yayımladıklarını görür. Bunları yalnızca okuyabilir; okundu işareti yalnızca işaretleyen kişi için geçerlidir.',
  },
  R29: {
    sentence: 'Müşteriler, tüm hizmet yapılandırma ve yönetim görevlerini doğrudan Microsoft’tan satın almış gibi yerine getirebilir.',
    explanation:
      'Exchange Online, SharePoint Online ve satın aldıkları diğer hizmetlerin yapılandırılması buna dâhildir. Bunun için iş ortağına başvurmak gerekmez.',
  },
  R30: {
    sentence:
      'Daha fazla abonelik satın almak veya aboneliklerini iptal etmek isteyen müşteriler, CSP iş ortaklarına başvurmak zorundadır.',
    explanation: 'Müşteri talepte bulunur, işlemi iş ortağı yapar. Müşteriden Microsoft’a doğrudan sipariş veya iptal iletilmez.',
  },
  R31: {
    sentence: 'Müşteriler, aboneliklerinde doğrudan Microsoft üzerinden değişiklik yapamaz.',
    explanation:
      'Bir aboneliğin miktarını, planını ve durumunu, aboneliği satan iş ortağı değiştirir. Müşteriler Tierline’da aboneliklerini görür ancak değiştiremez.',
  },
  R32: {
    sentence: 'Ürünlerle ilgili yardıma ihtiyaç duyan müşteriler, ürün kaynaklarını Microsoft Destek sitesinde bulabilir.',
    explanation: 'Bunlar, her ürün için herkese açık makaleler, kılavuzlar ve yanıtlardır.',
  },
  R33: {
    sentence: 'İş ortaklarının, ilk adım olarak müşterilerini bu kaynaklara yönlendirmesi önerilir.',
    explanation: 'Pek çok soru orada hemen yanıt bulur. Bu bir öneridir: müşteri oraya bakmamış olsa da talebi alınır.',
  },
  R34: {
    sentence: 'Teknik ürün desteği için hem Microsoft 365 portalı hem de Azure portalı, müşteriyi kayıtlı iş ortağına yönlendirir.',
    explanation:
      'Kayıtlı iş ortağı her abonelik için ayrı ayrı belirtilir: birden fazla iş ortağı olan bir müşteri, ürüne göre birine veya diğerine yönlendirilebilir.',
  },
  R35: {
    sentence:
      'Microsoft 365 portalında gösterilen iletişim bilgileri, iş ortağının yasal bilgilerindeki müşteri destek profilinden alınır.',
    explanation: 'Müşterilerin doğru telefon numarasına ve adrese ulaşmasını isteyen iş ortağı, bu profili güncel tutar.',
  },
  R36: {
    sentence: 'Sonraki adımlar; hizmet durumunu denetlemek, müşteri adına sorun bildirmek ve faturalama desteği sağlamaktır.',
    explanation: 'İş ortağının günlük destek çalışması bu üç yoldan ilerler.',
  },
};
