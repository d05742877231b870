using Gan.Data.Tests.Images;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests;

/// <summary>Damaged copies of each kind of file: each is refused as a <see cref="DataFormatException"/> or read, in
/// memory bounded by the file's size. GAN_MUTATIONS sets another number of copies.</summary>
public sealed class HostileFileTests : IDisposable
{
    private const long Megabyte = 1 << 20;
    private static readonly int Count = Mutations.Count(20_000);
    private static readonly int Fewer = Mutations.Count(5_000);

    private readonly TemporaryFolder folder = new(inMemory: true);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Damaged_npy_files_are_refused_or_read()
    {
        byte[][] seeds = [.. Directory.GetFiles(Fixture(""), "*.npy").Order().Select(File.ReadAllBytes)];
        Mutations
            .Feed(
                seeds,
                Count,
                1,
                Megabyte,
                damaged =>
                {
                    using var read = NpyFile.Read(folder.Write("x.npy", damaged));
                    (read.NumberOfElements * read.ElementSize).Should().BeLessThanOrEqualTo(damaged.Length);
                }
            )
            .Should()
            .BeInRange(Count / 20, Count * 19 / 20, "some damage lies in the data");
    }

    [Fact]
    public void Damaged_npz_files_are_refused_or_read()
    {
        byte[][] seeds =
        [
            .. new[] { "stored.npz", "deflated.npz", "zeros.npz" }.Select(name => File.ReadAllBytes(Fixture(name))),
        ];
        Mutations
            .Feed(
                seeds,
                Count,
                2,
                2 * Megabyte,
                damaged =>
                {
                    using var scope = NewDisposeScope();
                    var read = NpzFile.ReadAll(folder.Write("x.npz", damaged));
                    read.Values.Sum(array => array.NumberOfElements * array.ElementSize)
                        .Should()
                        .BeLessThanOrEqualTo(1032L * damaged.Length);
                }
            )
            .Should()
            .BeInRange(1, Count * 19 / 20, "some damage lies in dates and the like");
    }

    [Fact]
    public void Damaged_data_sets_of_arrays_are_refused_or_read()
    {
        byte[][] seeds =
        [
            .. new[] { "float16.npy", "uint8.npy", "bool.npy", "big-endian-f8.npy" }.Select(name =>
                File.ReadAllBytes(Fixture(name))
            ),
        ];
        Mutations
            .Feed(seeds, Fewer, 3, Megabyte, damaged => NumpyDataset.Load(folder.Write("x.npy", damaged)).Dispose())
            .Should()
            .BePositive();
    }

    [Fact]
    public void Damaged_CIFAR_files_are_refused_or_read()
    {
        byte[][] seeds = [File.ReadAllBytes(Fixture("cifar-100-binary/test.bin"))];
        Mutations
            .Feed(
                seeds,
                Count,
                4,
                Megabyte,
                damaged =>
                {
                    folder.Write("test.bin", damaged);
                    using var read = Cifar100.Load(folder.Path, train: false);
                    (read.Count * 3074).Should().Be(damaged.Length);
                }
            )
            .Should()
            .BeInRange(Count / 20, Count * 19 / 20);
    }

    [Fact]
    public void Damaged_tables_are_refused_or_read()
    {
        byte[][] seeds =
        [
            .. new[]
            {
                "name,age,city\nAnn,30,Bonn\nBob,50,\"Köln, am Rhein\"\nCy,NA,Bonn\n",
                "\uFEFFa;b;c\r\n1,5;\"x\"\"y\";2\r\n2;\"two\r\nlines\";3e5\r\n",
                "1\t-2.25\n3\t4\n",
            }.Select(System.Text.Encoding.UTF8.GetBytes),
            .. new System.Text.Encoding[]
            {
                new System.Text.UnicodeEncoding(true, true),
                new System.Text.UTF32Encoding(false, true),
            }.Select(encoding => (byte[])[.. encoding.GetPreamble(), .. encoding.GetBytes("x,city\n1,Köln\n2,東京\n")]),
        ];
        TableOptions[] options =
        [
            new(),
            new() { Missing = MissingValues.DropRow, HasHeader = false },
            new() { Missing = MissingValues.Fill, Scaling = NumericScaling.Standard },
            new() { Missing = MissingValues.OwnCategory },
        ];
        var next = 0;
        Mutations
            .Feed(
                seeds,
                Count,
                5,
                4 * Megabyte,
                damaged =>
                {
                    var table = CsvTable.Load(folder.Write("x.csv", damaged), options[next++ % options.Length]);
                    using var data = table.ToDataset();
                    using var zeros = torch.zeros(1, table.Encoding.Width);
                    table.Encoding.Decode(zeros)[0].Should().HaveCount(table.Encoding.Columns.Count);
                }
            )
            .Should()
            .BeInRange(Count / 20, Count * 19 / 20);
    }

    [Fact]
    public void Damaged_encodings_are_refused_or_read()
    {
        var csv = folder.Write("x.csv", "x,y,z\n1,a,b\n2,b,b\n"u8.ToArray());
        var json = Path.Combine(folder.Path, "x.json");
        CsvTable.Load(csv, new TableOptions { Columns = { ["z"] = ColumnKind.Label } }).Encoding.Save(json);
        var whole = File.ReadAllBytes(json);
        Mutations
            .Feed(
                [whole],
                Fewer,
                6,
                Megabyte,
                damaged =>
                {
                    var read = TableEncoding.Load(folder.Write("y.json", damaged));
                    using var zeros = torch.zeros(1, read.Width);
                    using var label = read.Classes is null ? null : Numbers.Indices(0);
                    read.Decode(zeros, label)[0].Should().HaveCount(read.Columns.Count);
                }
            )
            .Should()
            .BePositive();
    }

    [Fact]
    public void Damaged_lists_of_labels_are_refused_or_read()
    {
        folder.Put("cats/1.bmp");
        folder.Put("2.bmp");
        byte[][] seeds =
        [
            .. new[]
            {
                "cats/1.bmp,cat\n2.bmp,dog\n",
                "label;file;more\r\ncat;./cats/1.bmp;\r\n\"a \"\"dog\"\"\";2.bmp;x\r\n",
            }.Select(System.Text.Encoding.UTF8.GetBytes),
        ];
        var options = Bmp.Small with { Labels = ImageLabels.File, LabelFile = "labels.csv" };
        Mutations
            .Feed(
                seeds,
                Mutations.Count(1_000),
                7,
                4 * Megabyte,
                damaged =>
                {
                    folder.Write("labels.csv", damaged);
                    using var read = ImageFolder.Load(folder.Path, options);
                    read.Count.Should().BeInRange(1, 2);
                }
            )
            .Should()
            .BePositive();
    }

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);
}
