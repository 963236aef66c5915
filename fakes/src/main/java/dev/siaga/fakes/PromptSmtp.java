package dev.siaga.fakes;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;

/**
 * GreenMail's SMTP server that answers at once. It writes each answer in two pieces, and without
 * this the second one waits for the client's delayed acknowledgement: 40 ms for each command.
 */
final class PromptSmtp extends SmtpServer {

  PromptSmtp(ServerSetup setup, Managers managers) {
    super(setup, managers);
  }

  @Override
  protected ProtocolHandler createProtocolHandler(Socket client) {
    try {
      client.setTcpNoDelay(true);
    } catch (SocketException e) {
      throw new UncheckedIOException("failed setting up a connection", e);
    }
    return super.createProtocolHandler(client);
  }
}
