package io.pitwall.source.http.listen;

import io.pitwall.source.http.listen.connection.ConnectionCounts;
import io.pitwall.source.http.listen.connection.ConnectionTransport;
import io.pitwall.source.http.listen.tls.CertificateFiles;
import io.pitwall.source.http.listen.tls.TlsMaterial;
import io.pitwall.source.http.listen.tls.TlsSettings;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.ServerSSLOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One bound port with its event loops. Opened by the constructor's caller thread, closed once. */
final class Listener {

    private static final Logger log = LoggerFactory.getLogger(Listener.class);

    private static final String CONTEXT_KEY = "connector.context";
    private static final int MAX_EVENT_LOOPS = 4;
    private static final long EXPIRE_INTERVAL_MS = 100;
    private static final long BIND_TIMEOUT_SECONDS = 30;

    /** Time for the last answers to leave when the port closes. Less than the 5 s a worker gives a task to stop. */
    private static final long DRAIN_SECONDS = 2;

    /** How Vert.x names "one free port, the same for all event loops". */
    private static final int SHARED_EPHEMERAL_PORT = -1;

    private final BindAddress address;
    private final ListenerSettings settings;
    private final Optional<CertificateFiles> certificates;
    private final ConnectionTransport transport;
    private final Gateways gateways = new Gateways(InstantSource.system());
    private final Router router = new Router(gateways);
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private final Vertx vertx;
    private final int port;

    private Listener(BindAddress address, ListenerSettings settings) {
        this.address = address;
        this.settings = settings;
        this.certificates = settings.tls().map(CertificateFiles::open);
        this.transport = new ConnectionTransport(settings.limits(), BrokenRequests.earlyAnswers());
        this.vertx = newVertx(transport);
        try {
            this.port = bind();
        } catch (ConnectException e) {
            awaitQuietly(vertx.close());
            throw e;
        }
        vertx.setPeriodic(EXPIRE_INTERVAL_MS, ignored -> gateways.expire());
        settings.tls()
                .map(TlsSettings::reloadIntervalMs)
                .filter(intervalMs -> intervalMs > 0)
                .ifPresent(intervalMs -> vertx.setPeriodic(intervalMs, ignored -> reloadCertificates()));
    }

    /** @throws ConnectException when the port is taken, or a file for TLS is not what it should be */
    static Listener open(BindAddress address, ListenerSettings settings) {
        Listener listener = new Listener(address, settings);
        String scheme = settings.tls().isPresent() ? "https" : "http";
        log.info("Listening on {}://{}:{}", scheme, address.host(), listener.port);
        return listener;
    }

    int port() {
        return port;
    }

    ListenerSettings settings() {
        return settings;
    }

    ConnectionCounts connections() {
        return transport.counts();
    }

    Gateways gateways() {
        return gateways;
    }

    /** Stops accepting at once, and returns when the answers under way have left, or their time is over. */
    void close() {
        awaitQuietly(Future.join(servers.stream()
                .map(server -> server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS))
                .toList()));
        awaitQuietly(vertx.close());
        log.info("Closed the listener on {}:{}", address.host(), port);
    }

    private static Vertx newVertx(ConnectionTransport transport) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // The event loops inherit it: they must see this plug-in's classes, whoever opens the listener.
        thread.setContextClassLoader(Listener.class.getClassLoader());
        try {
            VertxOptions options = new VertxOptions()
                    .setEventLoopPoolSize(eventLoops())
                    .setWorkerPoolSize(1)
                    .setInternalBlockingPoolSize(1)
                    .setUseDaemonThread(true)
                    // Nothing is served from files: no cache directory.
                    .setFileSystemOptions(
                            new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
            return Vertx.builder().with(options).withTransport(transport).build();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static int eventLoops() {
        return Math.min(MAX_EVENT_LOOPS, Runtime.getRuntime().availableProcessors());
    }

    private int bind() {
        Optional<String> workerContext = Optional.ofNullable(MDC.get(CONTEXT_KEY));
        Future<String> bound = vertx.deployVerticle(
                () -> new EventLoop(workerContext), new DeploymentOptions().setInstances(eventLoops()));
        try {
            bound.toCompletionStage().toCompletableFuture().get(BIND_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new ConnectException(
                    "Cannot listen on " + address + " (" + rootMessage(e)
                            + "). Another process may hold the port, or the host is not an address of this worker: "
                            + "set http.host and http.port to a free one.",
                    e);
        } catch (TimeoutException e) {
            throw new ConnectException("Binding " + address + " did not end within " + BIND_TIMEOUT_SECONDS + " s.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while binding " + address + ".", e);
        }
        return servers.get(0).actualPort();
    }

    private Optional<ServerSSLOptions> sslOptions(Optional<TlsMaterial> material) {
        return material.map(known -> known.options(settings.limits().headTimeoutMs()));
    }

    private void reloadCertificates() {
        vertx.executeBlocking(() -> sslOptions(certificates.flatMap(CertificateFiles::readAgain)))
                .compose(this::useForNewConnections)
                .onFailure(
                        e -> log.error("The new certificate of {} cannot be used; the one before stays.", address, e));
    }

    private Future<Boolean> useForNewConnections(Optional<ServerSSLOptions> options) {
        // The servers of all event loops have one socket, and with it their certificate, in common.
        return options.map(changed -> servers.get(0).updateSSLOptions(changed, true))
                .orElseGet(() -> Future.succeededFuture(false));
    }

    private static String rootMessage(ExecutionException e) {
        Throwable cause = e.getCause();
        return cause == null ? e.toString() : cause.toString();
    }

    private void awaitQuietly(Future<?> closing) {
        try {
            closing.toCompletionStage().toCompletableFuture().get(2 * DRAIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("The listener on {} did not close cleanly; its port may stay taken for a while.", address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One event loop with its server; the servers of one Vert.x instance share the port. */
    private final class EventLoop extends VerticleBase {

        private final Optional<String> workerContext;

        EventLoop(Optional<String> workerContext) {
            this.workerContext = workerContext;
        }

        @Override
        public Future<?> start() {
            Thread.currentThread().setName("pitwall-http-" + address);
            workerContext.ifPresent(text -> MDC.put(CONTEXT_KEY, text));
            HttpServer server = vertx.createHttpServer(
                            ServerOptions.of(sslOptions(certificates.map(CertificateFiles::first))))
                    .requestHandler(http -> router.route(http, context))
                    .invalidRequestHandler(BrokenRequests::answer)
                    .exceptionHandler(e -> log.debug("A connection on {} failed.", address, e));
            servers.add(server);
            return server.listen(address.port() == 0 ? SHARED_EPHEMERAL_PORT : address.port(), address.host());
        }
    }
}
