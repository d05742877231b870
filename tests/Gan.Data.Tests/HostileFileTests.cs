using Gan.Data.Tests.Images;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests;

/// <summary>Damaged copies of each kind of file: each is refused as a <see cref="DataFormatException"/> or read, in
/// memory bounded by the file's size. GAN_MUTATIONS sets another number of copies.</summary>
public sealed class HostileFileTests : IDisposable
{
    private const long Megabyte = 1 << 20;
    private static readonly int Count = Mutations.Count(20_000),
        Fewer = Mutations.Count(5_000);

    private readonly TemporaryFolder _folder = new(inMemory: true);

    public void Dispose() => _folder.Dispose();

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
                    using Tensor read = NpyFile.Read(_folder.Write("x.npy", damaged));
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
                    using DisposeScope scope = NewDisposeScope();
                    IReadOnlyDictionary<string, Tensor> read = NpzFile.ReadAll(_folder.Write("x.npz", damaged));
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
            .Feed(seeds, Fewer, 3, Megabyte, damaged => NumpyDataset.Load(_folder.Write("x.npy", damaged)).Dispose())
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
                    _folder.Write("test.bin", damaged);
                    using ImageDataset read = Cifar100.Load(_folder.Path, train: false);
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
        int next = 0;
        Mutations
            .Feed(
                seeds,
                Count,
                5,
                4 * Megabyte,
                damaged =>
                {
                    CsvTable table = CsvTable.Load(_folder.Write("x.csv", damaged), options[next++ % options.Length]);
                    using ArrayDataset data = table.ToDataset();
                    using Tensor zeros = torch.zeros(1, table.Encoding.Width);
                    table.Encoding.Decode(zeros)[0].Should().HaveCount(table.Encoding.Columns.Count);
                }
            )
            .Should()
            .BeInRange(Count / 20, Count * 19 / 20);
    }

    [Fact]
    public void Damaged_encodings_are_refused_or_read()
    {
        string csv = _folder.Write("x.csv", "x,y,z\n1,a,b\n2,b,b\n"u8.ToArray());
        string json = Path.Combine(_folder.Path, "x.json");
        CsvTable.Load(csv, new TableOptions { Columns = { ["z"] = ColumnKind.Label } }).Encoding.Save(json);
        byte[] whole = File.ReadAllBytes(json);
        Mutations
            .Feed(
                [whole],
                Fewer,
                6,
                Megabyte,
                damaged =>
                {
                    TableEncoding read = TableEncoding.Load(_folder.Write("y.json", damaged));
                    using Tensor zeros = torch.zeros(1, read.Width);
                    using Tensor? label = read.Classes is null ? null : Numbers.Indices(0);
                    read.Decode(zeros, label)[0].Should().HaveCount(read.Columns.Count);
                }
            )
            .Should()
            .BePositive();
    }

    [Fact]
    public void Damaged_lists_of_labels_are_refused_or_read()
    {
        _folder.Put("cats/1.bmp");
        _folder.Put("2.bmp");
        byte[][] seeds =
        [
            .. new[]
            {
                "cats/1.bmp,cat\n2.bmp,dog\n",
                "label;file;more\r\ncat;./cats/1.bmp;\r\n\"a \"\"dog\"\"\";2.bmp;x\r\n",
            }.Select(System.Text.Encoding.UTF8.GetBytes),
        ];
        ImageFolderOptions options = Bmp.Small with { Labels = ImageLabels.File, LabelFile = "labels.csv" };
        Mutations
            .Feed(
                seeds,
                Mutations.Count(1_000),
                7,
                4 * Megabyte,
                damaged =>
                {
                    _folder.Write("labels.csv", damaged);
                    using ImageFolder read = ImageFolder.Load(_folder.Path, options);
                    read.Count.Should().BeInRange(1, 2);
                }
            )
            .Should()
            .BePositive();
    }

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);
}
