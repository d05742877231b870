using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using static TorchSharp.torch;

namespace Gan.Monitoring.Tests.Images;

public sealed class PngProvenanceTests : IDisposable
{
    private const string Made = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

    // Pillow finds the chunks, Python's own parser reads the packet.
    private const string Witness = """
        import sys, hashlib
        import xml.etree.ElementTree as tree
        from PIL import Image
        sys.stdout.reconfigure(encoding='utf-8')
        image = Image.open(sys.argv[1])
        image.load()
        packet = image.text.get('XML:com.adobe.xmp')
        print(image.text.get('Software'))
        if packet:
            root = tree.fromstring(packet.split('?>', 1)[1].rsplit('<?', 1)[0])
            for name in ('{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType',
                         '{http://ns.adobe.com/xap/1.0/}CreatorTool',
                         '{http://purl.org/dc/elements/1.1/}title'):
                for element in root.iter(name):
                    print(element.text)
        print(hashlib.sha256(image.tobytes()).hexdigest())
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Saved(PngImage picture, string name = "a.png")
    {
        picture.Save(folder[name]);
        return folder[name];
    }

    private static PngImage Noise()
    {
        var pixels = new byte[20 * 10 * 3];
        new Random(3).NextBytes(pixels);
        return new(20, 10, 3, pixels);
    }

    [PythonFact("PIL")]
    public void Pillow_and_an_XML_parser_read_the_origin_of_a_grid()
    {
        var grid = SampleGrid.Draw(zeros(4, 1, 8, 8)).From(new Provenance(500, "A & <B> ü"));
        Python
            .Lines("-c", Witness, Saved(grid))[..3]
            .Should()
            .Equal("Gan.Net, step 500, data set A & <B> ü", Made, "Gan.Net, step 500, data set A & <B> ü");
    }

    [PythonFact("PIL")]
    public void Names_in_any_alphabet_and_of_any_length_are_told()
    {
        var picture = Noise().From(new Provenance(DataSet: "数字\u0001\uD800" + new string('x', 5000)));
        var line = Python.Lines("-c", Witness, Saved(picture))[0];
        line.Should().StartWith("Gan.Net, data set 数字 \uFFFDxxx").And.HaveLength("Gan.Net, data set ".Length + 200);
    }

    [Fact]
    public void Equal_pictures_give_equal_files_and_pictures_of_real_data_say_nothing()
    {
        var first = Saved(SampleGrid.Draw(zeros(4, 1, 8, 8)));
        var second = Saved(SampleGrid.Draw(zeros(4, 1, 8, 8)), "b.png");
        File.ReadAllBytes(first).Should().Equal(File.ReadAllBytes(second));
        PngProvenance.SourceTypeOf(first).Should().Be(Made);
        var real = Saved(SampleGrid.Draw(zeros(4, 1, 8, 8)).From(null), "real.png");
        PngProvenance.SourceTypeOf(real).Should().BeNull();
        Png.Open(real).Chunks.Should().Equal("IHDR", "IDAT", "IEND");
    }

    [Fact]
    public void Grids_and_films_of_a_training_are_marked()
    {
        using var data = Small.Images();
        var grids = new SampleGridCallback(folder["grids"], count: 4, moments: 1);
        var film = folder["film.png"];
        Small.Gan(data, 2).AddCallback(grids).AddCallback(new TrainingAnimation(film, count: 4)).Train().Dispose();
        foreach (var file in grids.Files.Append(film))
        {
            PngProvenance.SourceTypeOf(file).Should().Be(Made);
            Encoding.Latin1.GetString(File.ReadAllBytes(file)).Should().Contain("Gan.Net, step 2, data set noise");
        }
    }

    [PythonFact("PIL")]
    public void A_file_of_another_program_gains_the_statement_and_keeps_its_pixels()
    {
        var path = Saved(Noise());
        var before = Python.Lines("-c", Witness, path);
        PngProvenance.Add(path, new Provenance(7)).Should().BeTrue();
        var after = Python.Lines("-c", Witness, path);
        after.Should().Equal("Gan.Net, step 7", Made, "Gan.Net, step 7", before[^1]);
        var bytes = File.ReadAllBytes(path);
        PngProvenance.Add(path, new Provenance(8)).Should().BeFalse("it says so already");
        File.ReadAllBytes(path).Should().Equal(bytes);
        Directory.GetFiles(folder.Path).Should().Equal(path);
    }

    [PythonFact("PIL")]
    public void A_packet_of_anothers_keeps_what_it_says()
    {
        var path = folder["titled.png"];
        File.WriteAllBytes(path, WithPacket("<dc:title xmlns:dc='http://purl.org/dc/elements/1.1/'>Sea</dc:title>"));
        PngProvenance.Add(path, new Provenance()).Should().BeTrue();
        Python.Lines("-c", Witness, path)[..4].Should().Equal("None", Made, "Gan.Net", "Sea");
    }

    [Fact]
    public void A_file_that_says_it_is_a_photograph_is_not_contradicted()
    {
        var path = folder["photo.png"];
        const string photograph = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture";
        File.WriteAllBytes(path, WithPacket($"<a:DigitalSourceType xmlns:a='b'>{photograph}</a:DigitalSourceType>"));
        var bytes = File.ReadAllBytes(path);
        PngProvenance.SourceTypeOf(path).Should().Be(photograph);
        var add = () => PngProvenance.Add(path, new Provenance());
        add.Should().Throw<InvalidDataException>().WithMessage("*says already that it is *digitalCapture.");
        File.ReadAllBytes(path).Should().Equal(bytes);
        Directory.GetFiles(folder.Path).Should().Equal(path);
    }

    [Fact]
    public void Files_that_are_cut_or_changed_anywhere_are_refused_and_left()
    {
        var whole = WithPacket("<a/>");
        var path = folder["bad.png"];
        for (var at = 0; at < whole.Length; at++)
        {
            foreach (var bytes in new[] { whole[..at], Changed(whole, at) })
            {
                File.WriteAllBytes(path, bytes);
                var add = () => PngProvenance.Add(path, new Provenance());
                add.Should().Throw<InvalidDataException>($"byte {at}").WithMessage("*bad.png' is no PNG file*");
                File.ReadAllBytes(path).Should().Equal(bytes);
            }
        }
        Directory.GetFiles(folder.Path).Should().Equal(path);
    }

    [Fact]
    public void A_chunk_that_claims_four_gigabytes_costs_no_memory()
    {
        var path = folder["huge.png"];
        File.WriteAllBytes(path, [.. Whole()[..33], 0xFF, 0xFF, 0xFF, 0xFF, .. "iTXt"u8, 1, 2, 3]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = () => PngProvenance.SourceTypeOf(path);
        read.Should().Throw<InvalidDataException>().WithMessage("*claims more bytes than there are.");
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(4 << 20);
    }

    [Fact]
    public void Metadata_of_more_than_a_megabyte_are_not_read()
    {
        var path = folder["long.png"];
        File.WriteAllBytes(path, WithPacket(new string('x', 2 << 20)));
        var read = () => PngProvenance.SourceTypeOf(path);
        read.Should().Throw<InvalidDataException>().WithMessage("*and at most 1048576 are read.");
    }

    private static byte[] Whole()
    {
        var stream = new MemoryStream();
        Noise().Save(stream);
        return stream.ToArray();
    }

    private static byte[] WithPacket(string inner)
    {
        const string open = "<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'>";
        const string name = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>";
        var text = $"{open}{name}<rdf:Description>{inner}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>";
        byte[] data = [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. Encoding.UTF8.GetBytes(text)];
        byte[] body = [.. "iTXt"u8, .. data];
        var length = new byte[4];
        var checksum = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Crc32.HashToUInt32(body));
        var whole = Whole();
        return [.. whole[..33], .. length, .. body, .. checksum, .. whole[33..]];
    }

    private static byte[] Changed(byte[] whole, int at)
    {
        byte[] changed = [.. whole];
        changed[at] ^= 0x55;
        return changed;
    }
}
