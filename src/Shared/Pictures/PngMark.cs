using System.Text;

namespace Gan;

/// <summary>What a PNG file says of where its picture comes from: an XMP packet that tells machines that a trained
/// algorithm made it, and a line that tells people what did. No time stamps: equal pictures give equal files.</summary>
/// <param name="Software">The line, such as "Gan.Net, step 500, data set MNIST".</param>
internal sealed record PngMark(string Software)
{
    /// <summary>The word of IPTC's vocabulary for media that a trained algorithm made, as a GAN is.</summary>
    internal const string TrainedAlgorithmicMedia =
        "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

    /// <summary>Keyword of the chunk that holds an XMP packet (XMP specification, part 3).</summary>
    internal const string XmpKeyword = "XML:com.adobe.xmp";

    /// <summary>The mark of a generator's samples.</summary>
    /// <param name="step">Training steps behind the generator; null where it is not known.</param>
    /// <param name="dataSet">Name of the data that it was trained with; null or empty where it is not known.</param>
    internal static PngMark Of(long? step, string? dataSet)
    {
        var steps = step is null ? "" : $", step {step}";
        var data = string.IsNullOrEmpty(dataSet) ? "" : $", data set {Plain(dataSet)}";
        return new PngMark($"Gan.Net{steps}{data}");
    }

    /// <summary>Writes both chunks. They stand in front of the pixels, so that a reader need not go through
    /// those.</summary>
    internal void Write(Stream stream)
    {
        var isLatin = Software.All(letter => letter is >= ' ' and <= '~' or >= '\u00A1' and <= '\u00FF');
        if (isLatin)
        {
            PngChunk.Write(stream, "tEXt"u8, [.. "Software\0"u8, .. Encoding.Latin1.GetBytes(Software)]);
        }
        else
        {
            PngChunk.Write(stream, "iTXt"u8, InternationalText("Software", Software));
        }
        PngChunk.Write(stream, "iTXt"u8, InternationalText(XmpKeyword, Packet()));
    }

    /// <summary>The data of an iTXt chunk: keyword, no compression, no language, no translated keyword, text.</summary>
    internal static byte[] InternationalText(string keyword, string text) =>
        [.. Encoding.Latin1.GetBytes(keyword), 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(text)];

    /// <summary>The XMP packet. The marker's id is the one that the specification fixes for all packets.</summary>
    internal string Packet() =>
        "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
        + "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
        + Description()
        + "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";

    /// <summary>The element of the packet that says it.</summary>
    internal string Description() =>
        "<rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" "
        + "xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\">\n"
        + $"<xmp:CreatorTool>{Escaped(Software)}</xmp:CreatorTool>\n"
        + $"<Iptc4xmpExt:DigitalSourceType>{TrainedAlgorithmicMedia}</Iptc4xmpExt:DigitalSourceType>\n"
        + "</rdf:Description>\n";

    private static string Escaped(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    // Neither PNG nor XML takes control characters, nor halves of a letter; a name of a megabyte is no name.
    private static string Plain(string text)
    {
        const int most = 200;
        var plain = new StringBuilder();
        foreach (var letter in text.EnumerateRunes().Take(most))
        {
            var isText = !Rune.IsControl(letter) && letter.Value is not (0xFFFE or 0xFFFF);
            plain.Append(isText ? letter.ToString() : " ");
        }
        return plain.ToString();
    }
}
