/** Letters about signing in, in the language of the account. */
export const letterMessages = {
  'identity.letter_follows': {
    id: 'Bila data cocok dengan catatan kami, surat dengan tautan segera dikirim ke alamat surel yang terdaftar',
    en: 'If this matches our records, a letter with a link is on its way to the e-mail address on file',
  },
  'identity.letter_reset_subject': { id: 'Kata sandi baru untuk {library}', en: 'A new password for {library}' },
  'identity.letter_reset': {
    id: `Halo {name},

Seseorang, semoga Anda sendiri, meminta kata sandi baru untuk akun Anda di {library}.
Buka tautan ini dan tulis kata sandi yang baru:

{link}

Tautan berlaku {hours} jam dan hanya sekali. Semua perangkat akan keluar dari akun.
Bila bukan Anda yang meminta, abaikan surat ini: tidak ada yang berubah.`,
    en: `Hello {name},

Somebody, we hope it was you, asked for a new password for your account at {library}.
Open this link and write the new password:

{link}

The link works for {hours} hour, once. Every device will be signed out.
If it was not you, do nothing: nothing has changed.`,
  },
  'identity.letter_activation_subject': { id: 'Akun Anda di {library}', en: 'Your account at {library}' },
  'identity.letter_activation': {
    id: `Halo {name},

Buka tautan ini dan pilih kata sandi untuk akun anggota Anda di {library}:

{link}

Tautan berlaku {hours} jam dan hanya sekali.
Bila bukan Anda yang meminta, abaikan surat ini.`,
    en: `Hello {name},

Open this link and choose a password for your member account at {library}:

{link}

The link works for {hours} hours, once.
If you did not ask for it, do nothing.`,
  },
  'identity.letter_invitation_subject': { id: 'Undangan bekerja di {library}', en: 'Invitation to work at {library}' },
  'identity.letter_invitation': {
    id: `Halo {name},

Akun petugas untuk Anda sudah dibuat di {library}.
Buka tautan ini dan pilih kata sandi Anda:

{link}

Tautan berlaku {hours} jam dan hanya sekali.`,
    en: `Hello {name},

A staff account was made for you at {library}.
Open this link and choose your password:

{link}

The link works for {hours} hours, once.`,
  },
} as const;
