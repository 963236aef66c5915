package dev.siaga.storage;

/** PostgreSQL's own settings: safe for data, small for idle machines. */
final class PostgresSettings {
  private PostgresSettings() {}

  /**
   * No statements and no details in the log, because they hold people's data. No parallel workers
   * and no separate I/O processes: small things for few, with the least memory.
   */
  static String text(int port, EmbeddedPostgres.Options options) {
    return """
    listen_addresses = '127.0.0.1'
    port = %d
    unix_socket_directories = ''
    max_connections = %d
    shared_buffers = 128MB
    io_method = sync
    jit = off
    max_parallel_workers_per_gather = 0
    max_worker_processes = 4
    max_logical_replication_workers = 0
    autovacuum = on
    autovacuum_worker_slots = 3
    wal_level = minimal
    max_wal_senders = 0
    min_wal_size = 64MB
    max_wal_size = 512MB
    fsync = %s
    full_page_writes = %<s
    synchronous_commit = on
    timezone = 'UTC'
    log_timezone = 'UTC'
    lc_messages = 'C'
    logging_collector = off
    log_line_prefix = '%%m [%%p] '
    log_min_error_statement = panic
    log_error_verbosity = terse
    """
        .formatted(port, options.connectionCountMax(), options.durable() ? "on" : "off");
  }
}
