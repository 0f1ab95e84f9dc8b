drop table fine_refunds, fine_waivers, fine_payments, fines;
drop sequence receipt_number_seq;
