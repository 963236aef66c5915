/** Letters as signed JSON over HTTP. Door: {@link dev.siaga.notify.webhook.WebhookChannel}. */
@NullMarked
package dev.siaga.notify.webhook;

import org.jspecify.annotations.NullMarked;
