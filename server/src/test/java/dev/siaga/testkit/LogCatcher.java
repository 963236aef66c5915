package dev.siaga.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.slf4j.LoggerFactory;

/** Everything that is logged while it is open, at every level, by us and by the libraries. */
public final class LogCatcher implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final java.util.logging.Logger julRoot = LogManager.getLogManager().getLogger("");
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Level before = root.getLevel();
  private final java.util.logging.Level julBefore = julRoot.getLevel();
  private final Catcher catcher = new Catcher();
  private final JulCatcher julCatcher = new JulCatcher();

  /** At every level. */
  public LogCatcher() {
    this(Level.TRACE, java.util.logging.Level.ALL);
  }

  /** What Siaga itself lets through as it is shipped. */
  public static LogCatcher asShipped() {
    return new LogCatcher(Level.INFO, java.util.logging.Level.INFO);
  }

  private LogCatcher(Level level, java.util.logging.Level julLevel) {
    catcher.setContext(root.getLoggerContext());
    catcher.start();
    root.addAppender(catcher);
    root.setLevel(level);
    julRoot.addHandler(julCatcher);
    julRoot.setLevel(julLevel);
  }

  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    root.detachAppender(catcher);
    root.setLevel(before);
    julRoot.removeHandler(julCatcher);
    julRoot.setLevel(julBefore);
  }

  private final class Catcher extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      var cause = event.getThrowableProxy();
      var stack = cause == null ? "" : ThrowableProxyUtil.asString(cause);
      lines.add(event.getFormattedMessage() + " " + stack);
    }
  }

  private final class JulCatcher extends Handler {
    @Override
    public void publish(LogRecord event) {
      lines.add(new java.util.logging.SimpleFormatter().format(event));
    }

    @Override
    public void flush() {
      // Nothing is buffered.
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
