package io.github.vmimage.maven;

import io.github.vmimage.download.TransferProgress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent.EventType;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferListener;
import org.eclipse.aether.transfer.TransferResource;

/** Shows the download of an upstream the way Maven shows the download of an artifact: {@code -ntp}, {@code -B} and {@code -q} hold. */
public final class TransferEvents implements TransferProgress {
  private final RepositorySystemSession session;
  /** Maven's listeners know a transfer by the identity of its resource. */
  private final Map<String, TransferResource> running = new ConcurrentHashMap<>();

  /**
   * Uses Maven's own listener.
   *
   * @param session Maven's resolver session
   */
  public TransferEvents(RepositorySystemSession session) {
    this.session = session;
  }

  @Override
  public void started(String location, long size) {
    TransferResource resource = resource(location);
    if (size >= 0) {
      resource.setContentLength(size);
    }
    running.put(location, resource);
    tell(event(location, EventType.INITIATED));
    tell(event(location, EventType.STARTED));
  }

  @Override
  public void progressed(String location, long received) {
    tell(event(location, EventType.PROGRESSED).setTransferredBytes(received));
  }

  @Override
  public void succeeded(String location, long received) {
    tell(event(location, EventType.SUCCEEDED).setTransferredBytes(received));
    running.remove(location);
  }

  @Override
  public void failed(String location, String reason) {
    tell(event(location, EventType.FAILED).setException(new Exception(reason)));
    running.remove(location);
  }

  private TransferEvent.Builder event(String location, EventType type) {
    TransferResource resource = running.computeIfAbsent(location, TransferEvents::resource);
    return new TransferEvent.Builder(session, resource).setType(type).setRequestType(TransferEvent.RequestType.GET);
  }

  private void tell(TransferEvent.Builder builder) {
    TransferListener listener = session.getTransferListener();
    if (listener == null) {
      return;
    }
    TransferEvent event = builder.build();
    try {
      switch (event.getType()) {
        case INITIATED -> listener.transferInitiated(event);
        case STARTED -> listener.transferStarted(event);
        case PROGRESSED -> listener.transferProgressed(event);
        case SUCCEEDED -> listener.transferSucceeded(event);
        case FAILED -> listener.transferFailed(event);
        case CORRUPTED -> listener.transferCorrupted(event);
      }
    } catch (TransferCancelledException e) {
      throw new CancellationException("the download of " + event.getResource() + " was cancelled");
    }
  }

  /** Splits a URL the way Maven prints it: what the repository's address would be, and the name within. */
  private static TransferResource resource(String location) {
    String path = URI.create(location).getRawPath();
    int end = path == null ? 0 : Math.max(0, location.indexOf(path, location.indexOf("://") + 3) + 1);
    return new TransferResource("upstream", location.substring(0, end), location.substring(end), null, null);
  }
}
