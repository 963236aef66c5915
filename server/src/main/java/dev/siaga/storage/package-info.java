/**
 * PostgreSQL, embedded or external: transactions, migrations, group commit, jobs, signals, secrets,
 * blobs. Door: {@code Database}.
 */
@NullMarked
package dev.siaga.storage;

import org.jspecify.annotations.NullMarked;
