/** Records of the support that partners offer, and of what customers have acknowledged of it. */
import type { SupportOffering } from '../../offerings/support-offering/entity.ts';
import type { OpeningHours, Terms } from '../../offerings/support-offering/terms.ts';

/** The terms of an offering at some time. */
export type TermsRecord = Omit<Terms, 'supplierId' | 'serviceIds' | 'hours' | 'chargedFor' | 'priceAmount' | 'priceCurrency'> & {
  hours: OpeningHours;
  supplierTenantId?: string;
  chargedFor?: string;
  priceAmount?: string;
  priceCurrency?: string;
  /** Keys or names of the services it covers. */
  services: string[];
  /** Since when and by whom they were published; missing in a draft. */
  publishedAt?: Date;
  publishedBy?: string;
};

/** Support that a partner offers: as it is now, and the versions before. */
export type OfferingRecord = TermsRecord & {
  partnerTenantId: string;
  state: SupportOffering['state'];
  retiredAt?: Date;
  /** Oldest first. */
  earlier: TermsRecord[];
};

/** That a customer has acknowledged a version of the terms of an offering. */
export interface AcknowledgementRecord {
  customerTenantId: string;
  partnerTenantId: string;
  /** The name of the offering. */
  offering: string;
  number: number;
  subject: string;
  acknowledgedBy: string;
  acknowledgedAt: Date;
}
