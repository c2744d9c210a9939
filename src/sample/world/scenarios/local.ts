/** Scenarios in the words of customers who write in their own language; what agents write is in it too. */
import type { Scenario } from './scenario.ts';

/** By the key of the service. */
export const local: Readonly<Record<string, readonly Scenario[]>> = {
  Exchange: [
    {
      country: 'IT',
      title: 'Le mail verso la PEC tornano indietro',
      severity: 'MODERATE',
      description:
        'Da ieri tutti i messaggi inviati agli indirizzi PEC dei fornitori tornano indietro con un errore di autenticazione. L’ufficio acquisti di {city} è fermo.',
      found: 'Il gestore PEC rifiuta i mittenti senza DKIM. DKIM non è attivo per {domain}.',
      between: 'Segnalo per conoscenza: lo stesso gestore ha cambiato le regole lunedì, potrebbero arrivare altri casi.',
      update: 'Il gestore PEC richiede una firma che per il vostro dominio non è ancora attiva. La attiviamo oggi, servono due record DNS.',
      resolution: 'DKIM è attivo e i messaggi verso le caselle PEC vengono consegnati.',
    },
    {
      country: 'TR',
      title: 'Yurt dışına giden e-postalar geri dönüyor',
      severity: 'MODERATE',
      description:
        'Dünden beri Almanya’daki müşterilerimize gönderdiğimiz e-postalar geri dönüyor. İhracat ekibinden {n} kişi etkileniyor.',
      found: 'SPF kaydında eski sunucu var, DMARC başarısız. DNS müşterinin ajansında.',
      between: 'Bilginize: alıcı taraf pazartesiden beri DMARC uyguluyor.',
      update: 'Alan adınızın bir kaydı güncel değil. Düzeltilmiş kaydı ajansınıza gönderdik, eklendiğinde haber verir misiniz?',
      resolution: 'Kayıt güncellendi, e-postalar alıcılara ulaşıyor.',
    },
    {
      country: 'DE',
      title: 'Abwesenheitsnotiz geht an externe Absender nicht heraus',
      severity: 'MINIMAL',
      description: 'Kunden erhalten keine Abwesenheitsnotiz, Kollegen schon. Betroffen ist der ganze Vertrieb.',
      found: 'Remote-Domain "Default" erlaubt nur interne Notizen.',
      update: 'Eine Einstellung Ihrer Organisation lässt Notizen nur intern zu. Dürfen wir sie für alle Domänen öffnen?',
      resolution: 'Die Einstellung wurde geändert, externe Absender erhalten die Notiz.',
    },
  ],
  OSDPPlatform: [
    {
      country: 'TR',
      title: 'Yeni başlayan çalışanlara lisans atanamıyor',
      severity: 'MODERATE',
      description: '{city} şubemizde {n} yeni arkadaşımız işe başladı, lisans atarken hata alıyoruz.',
      found: 'Boşta lisans yok, ayrılan çalışanların hesapları lisans tutuyor.',
      between: 'Ek lisans gerekirse dönem içi fiyatı rica ederim.',
      update: 'Ayrılan çalışanların hesaplarında boşa duran lisanslar var. Bunları yeni arkadaşlara aktaralım mı?',
      resolution: 'Lisanslar aktarıldı, yeni çalışanlar oturum açabiliyor.',
    },
    {
      country: 'IT',
      title: 'Banner “abbonamento scaduto” nel portale',
      severity: 'CRITICAL',
      description:
        'Nel portale compare un avviso rosso: l’abbonamento è scaduto e i dati saranno eliminati. Abbiamo rinnovato con voi il mese scorso.',
      found: 'Rinnovo su nuovo abbonamento, utenti ancora sul vecchio.',
      between: 'Potete confermare che il vecchio abbonamento può decadere?',
      update: 'Non avete perso nulla: il rinnovo esiste con un nuovo numero. Oggi spostiamo gli utenti.',
      resolution: 'Tutti gli utenti sono sul nuovo abbonamento e l’avviso è scomparso.',
    },
    {
      country: 'FR',
      title: 'Impossible d’ajouter un utilisateur dans le centre d’administration',
      severity: 'MINIMAL',
      description: 'Quand j’ajoute une nouvelle collègue, la page affiche « Une erreur s’est produite ». Elle commence lundi à {city}.',
      found: 'Nom d’utilisateur déjà pris par un contact de messagerie.',
      update: 'L’adresse est déjà utilisée par un contact. Pouvons-nous supprimer ce contact ?',
      resolution: 'Le contact a été supprimé et le compte créé avec sa licence.',
    },
  ],
  microsoftteams: [
    {
      country: 'DE',
      title: 'Konferenzraum-Anlage in {city} bleibt schwarz',
      severity: 'MODERATE',
      description: 'Die Anlage im großen Besprechungsraum startet nicht mehr. Heute Nachmittag tagt dort der Aufsichtsrat.',
      found: 'Kennwort des Ressourcenkontos abgelaufen.',
      update: 'Das Kennwort des Raumkontos ist abgelaufen. Wir setzen es jetzt neu, bitte halten Sie jemanden im Raum bereit.',
      resolution: 'Die Anlage läuft wieder, Kennwörter von Räumen laufen nicht mehr ab.',
    },
    {
      country: 'PL',
      title: 'Goście nie mogą dołączyć do spotkania',
      severity: 'MODERATE',
      description: 'Klienci czekają w poczekalni i nikt nie może ich wpuścić. Dotyczy działu sprzedaży.',
      found: 'Zasady spotkań: wpuszcza tylko organizator.',
      update: 'Obecnie gości może wpuścić tylko organizator. Zmieniamy to, potrwa do jednego dnia.',
      resolution: 'Prezenterzy mogą wpuszczać gości z poczekalni.',
    },
    {
      country: 'ES',
      title: 'No se oye a los clientes al principio de la llamada',
      severity: 'MODERATE',
      description: 'En la centralita de {city} los clientes no nos oyen durante los primeros segundos.',
      found: 'Puerto UDP cerrado en el cortafuegos nuevo.',
      between: 'Fuera de nuestro alcance: cortafuegos del cliente.',
      update: 'El cortafuegos nuevo bloquea una parte del tráfico. ¿Puede su empresa de redes abrir los puertos de la lista?',
      resolution: 'Con los puertos abiertos las llamadas se oyen desde el primer segundo.',
    },
  ],
};
