/** Letters as e-mail over SMTP. Door: {@link dev.siaga.notify.email.EmailChannel}. */
@NullMarked
package dev.siaga.notify.email;

import org.jspecify.annotations.NullMarked;
