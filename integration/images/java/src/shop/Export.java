package shop;

import com.google.gson.Gson;
import java.io.StringWriter;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

class Export {
    private static final List<List<String>> ITEMS = List.of(List.of("1", "kettle"), List.of("2", "急須"));

    static byte[] of(String form, String encoding) throws Exception {
        StringWriter text = new StringWriter();
        switch (form) {
            case "json" -> text.write(new Gson().toJson(ITEMS));
            case "csv" -> {
                try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.DEFAULT)) {
                    printer.printRecords(ITEMS);
                }
            }
            default -> text.write(ITEMS.toString());
        }
        return text.toString().getBytes(encoding);
    }
}
