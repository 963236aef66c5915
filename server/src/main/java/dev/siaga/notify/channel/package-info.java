/**
 * What every channel shares: the letter it carries and how an attempt may end. Door: {@link
 * dev.siaga.notify.channel.Attempt}.
 */
@NullMarked
package dev.siaga.notify.channel;

import org.jspecify.annotations.NullMarked;
