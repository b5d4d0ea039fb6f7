package io.github.vmimage.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The body of a response, read with a limit on the time without any byte, which the client's own streams do not have. */
final class BodyQueue implements Flow.Subscriber<List<ByteBuffer>> {
  private static final Object END = new Object();

  private final BlockingQueue<Object> queue = new LinkedBlockingQueue<>();
  private volatile Flow.Subscription subscription;

  @Override
  public void onSubscribe(Flow.Subscription body) {
    subscription = body;
    body.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    queue.add(buffers);
  }

  @Override
  public void onError(Throwable reason) {
    queue.add(reason);
  }

  @Override
  public void onComplete() {
    queue.add(END);
  }

  /**
   * Waits for the next bytes.
   *
   * @return the buffers, or null at the end
   * @throws IOException when the transfer broke or stalled
   */
  @SuppressWarnings("unchecked")
  List<ByteBuffer> next(Duration stall) throws IOException {
    Object next;
    try {
      next = queue.poll(stall.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancel();
      throw new IOException("interrupted", e);
    }
    if (next == null) {
      cancel();
      throw new IOException("no byte came for " + HttpTransfer.seconds(stall));
    }
    if (next instanceof Throwable reason) {
      throw new IOException(reason.getMessage() == null ? reason.toString() : reason.getMessage(), reason);
    }
    if (next == END) {
      return null;
    }
    subscription.request(1);
    return (List<ByteBuffer>) next;
  }

  /** Closes the connection. */
  void cancel() {
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
