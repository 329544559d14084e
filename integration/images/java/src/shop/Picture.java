package shop;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import javax.imageio.ImageIO;

class Picture {
    static byte[] of(String form, String text) throws Exception {
        BufferedImage image = new BufferedImage(64, 16, BufferedImage.TYPE_INT_RGB);
        if (text != null) image.createGraphics().drawString(text, 0, 12);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, form, bytes);
        return bytes.toByteArray();
    }
}
