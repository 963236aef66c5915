package dev.siaga.fakes;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import jakarta.mail.internet.MimeMessage;
import java.util.function.Consumer;

/** Whoever a mail is for: hands it on instead of keeping a store with folders for each person. */
record Addressee(String email, Consumer<MovingMessage> keep) implements GreenMailUser {

  @Override
  public String getEmail() {
    return email;
  }

  @Override
  public String getLogin() {
    return email;
  }

  @Override
  public void deliver(MovingMessage message) {
    keep.accept(message);
  }

  @Override
  public void deliver(MimeMessage message) {
    var moving = new MovingMessage();
    moving.setMimeMessage(message);
    keep.accept(moving);
  }

  @Override
  public void create() {}

  @Override
  public void delete() {}

  @Override
  public String getPassword() {
    return "";
  }

  @Override
  public void setPassword(String password) {}

  @Override
  public void authenticate(String password) {}

  @Override
  public String getQualifiedMailboxName() {
    return email;
  }
}
