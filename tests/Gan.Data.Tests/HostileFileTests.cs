using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests;

/// <summary>20,000 damaged copies of each kind of file: each is refused as a <see cref="DataFormatException"/> or read, in memory bounded by the file's size.</summary>
public sealed class HostileFileTests : IDisposable
{
    private const int Count = 20_000;
    private const long Megabyte = 1 << 20;

    private readonly TemporaryFolder _folder = new(inMemory: true);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Damaged_npy_files_are_refused_or_read()
    {
        byte[][] seeds = [.. Directory.GetFiles(Fixture(""), "*.npy").Order().Select(File.ReadAllBytes)];
        Mutations.Feed(seeds, Count, 1, Megabyte, damaged =>
        {
            using Tensor read = NpyFile.Read(_folder.Write("x.npy", damaged));
            (read.NumberOfElements * read.ElementSize).Should().BeLessThanOrEqualTo(damaged.Length);
        }).Should().BeInRange(Count / 20, Count * 19 / 20, "some damage lies in the data");
    }

    [Fact]
    public void Damaged_npz_files_are_refused_or_read()
    {
        byte[][] seeds = [.. new[] { "stored.npz", "deflated.npz", "zeros.npz" }.Select(name => File.ReadAllBytes(Fixture(name)))];
        Mutations.Feed(seeds, Count, 2, 2 * Megabyte, damaged =>
        {
            using DisposeScope scope = NewDisposeScope();
            IReadOnlyDictionary<string, Tensor> read = NpzFile.ReadAll(_folder.Write("x.npz", damaged));
            read.Values.Sum(array => array.NumberOfElements * array.ElementSize).Should().BeLessThanOrEqualTo(1032L * damaged.Length);
        }).Should().BeInRange(1, Count * 19 / 20, "some damage lies in dates and the like");
    }

    [Fact]
    public void Damaged_data_sets_of_arrays_are_refused_or_read()
    {
        byte[][] seeds = [.. new[] { "float16.npy", "uint8.npy", "bool.npy", "big-endian-f8.npy" }.Select(name => File.ReadAllBytes(Fixture(name)))];
        Mutations.Feed(seeds, Count / 4, 3, Megabyte, damaged => NumpyDataset.Open(_folder.Write("x.npy", damaged)).Dispose()).Should().BePositive();
    }

    [Fact]
    public void Damaged_CIFAR_files_are_refused_or_read()
    {
        byte[][] seeds = [File.ReadAllBytes(Fixture("cifar-100-binary/test.bin"))];
        Mutations.Feed(seeds, Count, 4, Megabyte, damaged =>
        {
            _folder.Write("test.bin", damaged);
            using ImageDataset read = Cifar100.Open(_folder.Path, train: false);
            (read.Count * 3074).Should().Be(damaged.Length);
        }).Should().BeInRange(Count / 20, Count * 19 / 20);
    }

    [Fact]
    public void Damaged_tables_are_refused_or_read()
    {
        byte[][] seeds =
        [
            .. new[] { "name,age,city\nAnn,30,Bonn\nBob,50,\"Köln, am Rhein\"\nCy,NA,Bonn\n", "\uFEFFa;b;c\r\n1,5;\"x\"\"y\";2\r\n2;\"two\r\nlines\";3e5\r\n", "1\t-2.25\n3\t4\n" }
                .Select(System.Text.Encoding.UTF8.GetBytes),
        ];
        TableOptions[] options = [new(), new() { Missing = MissingValues.DropRow, HasHeader = false }, new() { Missing = MissingValues.Fill, Scaling = NumericScaling.Standard }, new() { Missing = MissingValues.OwnCategory }];
        int next = 0;
        Mutations.Feed(seeds, Count, 5, 4 * Megabyte, damaged =>
        {
            CsvTable table = CsvTable.Load(_folder.Write("x.csv", damaged), options[next++ % options.Length]);
            using ArrayDataset data = table.ToDataset();
            using Tensor zeros = torch.zeros(1, table.Encoding.Width);
            table.Encoding.Decode(zeros)[0].Should().HaveCount(table.Encoding.Columns.Count);
        }).Should().BeInRange(Count / 20, Count * 19 / 20);
    }

    [Fact]
    public void Damaged_encodings_are_refused_or_read()
    {
        string csv = _folder.Write("x.csv", "x,y,z\n1,a,b\n2,b,b\n"u8.ToArray());
        string json = Path.Combine(_folder.Path, "x.json");
        CsvTable.Load(csv, new TableOptions { Columns = { ["z"] = ColumnKind.Label } }).Encoding.Save(json);
        byte[] whole = File.ReadAllBytes(json);
        Mutations.Feed([whole], Count / 4, 6, Megabyte, damaged =>
        {
            TableEncoding read = TableEncoding.Load(_folder.Write("y.json", damaged));
            using Tensor zeros = torch.zeros(1, read.Width);
            using Tensor? label = read.Classes is null ? null : Numbers.Indices(0);
            read.Decode(zeros, label)[0].Should().HaveCount(read.Columns.Count);
        }).Should().BePositive();
    }

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);
}
