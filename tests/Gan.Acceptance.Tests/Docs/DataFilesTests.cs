using Gan.Data;
using Gan.Losses;
using Gan.Monitoring;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Runs what docs/data.md shows of tables; compiles what it shows of files that are not at hand.</summary>
public sealed class DataFilesTests
{
    [Fact]
    public void The_pages_table_trains_and_its_samples_become_rows()
    {
        var folder = Directory.CreateTempSubdirectory("gan-table").FullName;
        try
        {
            var csv = Path.Combine(folder, "people.csv");
            var rows = Path.Combine(folder, "rows.csv");
            File.WriteAllText(
                csv,
                "id,species,age,home\n1,cat,3,Bonn\n"
                    + "2,dog,5,\"Köln, Deutz\"\n3,dog,NA,Bonn\n4,cat,10,Bonn\n5,dog,7,Ulm\n6,cat,1,Ulm\n"
            );
            Table(csv, rows);
            var lines = File.ReadAllLines(rows);
            lines.Should().HaveCount(11).And.HaveElementAt(0, "species,age,home");
            lines
                .Skip(1)
                .Should()
                .OnlyContain(
                    line =>
                        System.Text.RegularExpressions.Regex.IsMatch(
                            line,
                            "^dog,([1-9]|10),(Bonn|Ulm|\"Köln, Deutz\")$"
                        ),
                    "label 1 is dog, and ages are whole and lie from 1 to 10"
                );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Workers_make_no_difference_to_what_is_learnt()
    {
        var ahead = new TrainingOptions { DataWorkers = 2 };
        using var data = GaussianMixture.Ring(modes: 8);
        using var alone = Tiny.Ring(data).Train();
        using var together = Tiny.Ring(data)
            .WithTraining(
                new TrainingOptions
                {
                    Steps = 4,
                    BatchSize = 32,
                    DataWorkers = ahead.DataWorkers,
                }
            )
            .Train();
        using var first = alone.Sample(5, seed: 1);
        using var second = together.Sample(5, seed: 1);
        second.data<float>().ToArray().Should().Equal(first.data<float>().ToArray());
    }

    private static void Table(string csv, string rows)
    {
        var table = CsvTable.Load(
            csv,
            new TableOptions
            {
                Columns =
                {
                    ["id"] = ColumnKind.Ignored,
                    ["species"] = ColumnKind.Label,
                    ["age"] = new(Missing: MissingValues.Fill),
                },
            }
        );
        using var data = table.ToDataset();
        using var gan = new GanBuilder()
            .WithData(data)
            .WithMlp(
                new MlpOptions
                {
                    GeneratorWidths = [64],
                    DiscriminatorWidths = [64],
                    Tanh = true,
                }
            )
            .WithConditioning(new LabelConcatenation())
            .WithTraining(new TrainingOptions { Steps = 4, BatchSize = 4 })
            .Train();
        using var samples = gan.Sample(10, label: 1);
        using var labels = TorchSharp.torch.full([10], 1, dtype: TorchSharp.torch.ScalarType.Int64);
        table.Encoding.WriteCsv(rows, samples, labels);
    }

    internal static void Files(string folder)
    {
        using var cifar = Cifar10.Load(folder);
        using var trees = Cifar100.Load(folder, labels: Cifar100Labels.Coarse);
        using var faces = NumpyDataset.Load("faces.npy");
        using var scans = NumpyDataset.Load(
            "scans.npz",
            new NumpyOptions
            {
                Samples = "x",
                Labels = "y",
                Range = (0, 4095),
            }
        );
    }

    internal static void Changes(string folder)
    {
        using var augmented = Cifar10
            .Load(folder)
            .WithAugmentation(
                new RandomFlip(),
                new RandomCrop(padding: 4, ImageBorder.Mirror),
                new RandomAffine { Rotation = (-10, 10), Scale = (0.9, 1.1) },
                new RandomColor { Brightness = (0.8, 1.2), Hue = (-0.05, 0.05) }
            );
    }

    [Fact]
    public void Pairs_from_folders_from_targets_and_from_two_kinds()
    {
        var folder = Directory.CreateTempSubdirectory("gan-pairs").FullName;
        var sketches = Directory.CreateDirectory(Path.Combine(folder, "sketches")).FullName;
        var photos = Directory.CreateDirectory(Path.Combine(folder, "photos")).FullName;
        foreach (var name in new[] { "1.png", "2.png" })
        {
            new PngImage(8, 8, 1, new byte[64]).Save(Path.Combine(sketches, name));
            new PngImage(8, 8, 3, new byte[192]).Save(Path.Combine(photos, name));
        }

        try
        {
            Folders(sketches, photos);
            Derived(photos);
            using var horses = Mnist.Embedded();
            using var zebras = GaussianMixture.Ring(count: 7);
            Kinds(horses, zebras, TorchSharp.torch.CPU);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Folders(string sketches, string photos)
    {
        using var pairs = PairedFolders.Load(
            sketches,
            photos,
            new ImageFolderOptions { Size = 64 },
            new ImageFolderOptions { Size = 64, Channels = 1 }
        );
        using var flipped = pairs.WithAugmentation(new RandomFlip());
        foreach (var skipped in pairs.Inputs.Skipped.Union(pairs.Targets.Skipped))
        {
            Console.WriteLine($"{skipped.File}: {skipped.Reason}");
        }
        flipped.InputShape.Should().Equal(1, 64, 64);
        pairs.Count.Should().Be(2);
    }

    private static void Derived(string photos)
    {
        using var smaller = Mnist.Embedded().WithInput(new Downscale(4));
        using var holes = Mnist.Embedded().WithInput(new Masked(new FreeFormMask { Area = (0.1, 0.3) }));
        using var drawings = ImageFolder.Load(photos).WithAugmentation(new RandomFlip()).WithInput(new Edges());
        using var inverted = Mnist
            .Embedded()
            .WithInput(new FromFunction([1, 28, 28], (targets, _) => -targets, "inverted"));
        smaller.InputShape.Should().Equal(1, 7, 7);
        holes.InputShape.Should().Equal(2, 28, 28);
        drawings.InputShape.Should().Equal(1, 64, 64);
        using var indices = TorchSharp.torch.tensor(new long[] { 3 });
        using var batch = inverted.Read(indices, TorchSharp.torch.CPU);
        using var sum = (batch.Samples + batch.Input!).abs().max();
        sum.item<float>().Should().Be(0);
    }

    private static void Kinds(IDataset horses, IDataset zebras, TorchSharp.torch.Device device)
    {
        using var kinds = new UnpairedDataset(horses, zebras);
        using var stream = new BatchStream(kinds, batchSize: 4, seed: 1, device);
        using var batch = stream.Read(position: 0);
        var (a, b) = (batch.Samples, batch.Input);
        a.shape.Should().Equal(4, 1, 28, 28);
        b!.shape.Should().Equal(4, 2);
    }
}
