package dev.siaga.resources;

import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Lets a capability refuse, or follow, the removal of a resource that it keeps more about. */
@FunctionalInterface
public interface RemovalGuard {
  /** Why not; else what belongs to the resource may go within the same transaction. */
  Optional<Text> removing(Handle tx, Name name);
}
