using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests.Datasets;

public sealed class NumpyDatasetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Bytes_with_three_axes_are_grey_images_that_stay_bytes()
    {
        using var data = NumpyDataset.Load(Fixture("uint8.npy"));
        data.Should().BeOfType<ImageDataset>().Which.Name.Should().Be("uint8.npy");
        data.SampleShape.Should().Equal(1, 3, 4);
        (data.Count, data.Condition.Classes).Should().Be((2L, 0L));
        Read(data, 1).Should().Equal(Enumerable.Range(12, 12).Select(value => (value / 127.5f) - 1));
    }

    [Theory]
    [InlineData("stored.npz")]
    [InlineData("deflated.npz")]
    public void Samples_and_labels_come_from_one_archive(string file)
    {
        using var data = NumpyDataset.Load(
            Fixture(file),
            new NumpyOptions
            {
                Samples = "images",
                Labels = "labels",
                Classes = 5,
                Name = "two",
            }
        );
        (data.Count, data.Condition.Classes, data.Name).Should().Be((2L, 5L, "two"));
        data.SampleShape.Should().Equal(2, 3, 4);
        using var all = Numbers.Indices(1, 0);
        using var batch = data.Read(all, CPU);
        batch.Condition!.Longs().Should().Equal(0, 2);
    }

    [Fact]
    public void Channels_may_come_last()
    {
        using var data = NumpyDataset.Load(
            Fixture("stored.npz"),
            new NumpyOptions { Samples = "images", ChannelsLast = true }
        );
        data.SampleShape.Should().Equal(4, 2, 3);
        // image 0, place (y, x), channel c is number (y * 3 + x) * 4 + c of the file
        var expected =
            from c in Enumerable.Range(0, 4)
            from place in Enumerable.Range(0, 6)
            select (((place * 4) + c) / 127.5f) - 1;
        Read(data, 0).Should().Equal(expected);
    }

    [Fact]
    public void Float_vectors_are_taken_as_they_are_or_scaled_by_a_stated_range()
    {
        using var plain = NumpyDataset.Load(Fixture("float32.npy"));
        Read(plain, 1).Should().Equal(1, 3.25f, -2);
        using var scaled = NumpyDataset.Load(Fixture("float32.npy"), new NumpyOptions { Range = (-2, 6) });
        Read(scaled, 1).Should().Equal(-0.25f, 0.3125f, -1);
    }

    [Fact]
    public void Truth_values_become_minus_one_and_one()
    {
        using var data = NumpyDataset.Load(Fixture("bool.npy"));
        data.SampleShape.Should().Equal(1);
        Read(data, 0).Should().Equal(1);
        Read(data, 1).Should().Equal(-1);
    }

    [Fact]
    public void Labels_may_lie_in_a_second_file()
    {
        var labels = Path.Combine(folder.Path, "labels.npy");
        using (var values = torch.tensor(new long[] { 1, 0 }))
        {
            NpyFile.Write(labels, values);
        }

        using var data = NumpyDataset.Load(Fixture("float32.npy"), new NumpyOptions { Labels = labels });
        data.Condition.Classes.Should().Be(2);
    }

    [Fact]
    public void Values_out_of_the_range_are_refused_with_their_place() =>
        Refuse(
            "float32.npy",
            new NumpyOptions { Range = (-2, 3) },
            "*expected values from -2 to 3, but found 3.25 at [1] of sample 1. *"
        );

    [Fact]
    public void Images_of_whole_numbers_need_a_range() =>
        Refuse(
            "fortran3.npy",
            new NumpyOptions(),
            "*expected images of uint8, bool or floats, or a stated range, but found int32. State the values*"
        );

    [Fact]
    public void Labels_that_do_not_fit_are_refused()
    {
        Refuse(
            "stored.npz",
            new NumpyOptions { Samples = "images", Labels = "table" },
            "table: expected 2 whole numbers, *, but found float32 [2, 3]. *"
        );
        Refuse(
            "stored.npz",
            new NumpyOptions
            {
                Samples = "images",
                Labels = "labels",
                Classes = 2,
            },
            "labels: *but found Label 2 of sample 0 must lie from 0 to 1. *"
        );
    }

    [Fact]
    public void Labels_of_another_kind_have_a_fitting_remedy()
    {
        Labelled(torch.zeros(2), "*found float32 [2]. Save them as whole numbers, such as labels.astype('<i8').");
        Labelled(torch.eye(2), "*found float32 [2, 2]. Save the places of one-hot rows, such as numpy.argmax(*");
        Labelled(torch.zeros(3), "*found float32 [3]. Pass the labels of the same samples.");

        void Labelled(Tensor labels, string message)
        {
            var path = Path.Combine(folder.Path, "labels.npy");
            using (labels)
            {
                NpyFile.Write(path, labels);
            }

            Refuse("float32.npy", new NumpyOptions { Labels = path }, message);
        }
    }

    [Fact]
    public void Unsigned_shorts_are_vectors_images_and_labels()
    {
        using var vectors = NumpyDataset.Load(Fixture("uint16.npy"), new NumpyOptions { Range = (0, 65535) });
        Read(vectors, 0).Should().Equal(-1, (float)((2 / 65535.0) - 1));
        Read(vectors, 1).Should().Equal((float)((65536 / 65535.0) - 1), 1);
        using var plain = NumpyDataset.Load(Fixture("uint32.npy"));
        Read(plain, 2).Should().Equal(4294967295f);
        Refuse("uint16.npy", new NumpyOptions { Range = (0, 4095) }, "*found 32768 at [0] of sample 1. *");
    }

    [Theory]
    [InlineData(double.NaN, null, "finite numbers, but found NaN at [1] of sample 1. *numpy.nan_to_num(array).")]
    [InlineData(double.NaN, 9.0, "finite numbers, but found NaN at [1] of sample 1. *numpy.nan_to_num(array).")]
    [InlineData(double.NegativeInfinity, null, "finite numbers, but found -Infinity at [1] of sample 1. Leave*")]
    [InlineData(1e300, null, "numbers of at most 3.4E+38, which float32 holds, but found 1E+300 at [1] of sample 1. *")]
    [InlineData(1e300, 9.0, "values from 0 to 9, but found 1E+300 at [1] of sample 1. State the values*")]
    public void A_number_that_cannot_be_learnt_has_a_fitting_remedy(double value, double? max, string message)
    {
        var path = Path.Combine(folder.Path, "bad.npy");
        using (
            var values = torch.tensor(
                new[,]
                {
                    { 1.0, 2.0 },
                    { 3.0, value },
                }
            )
        )
        {
            NpyFile.Write(path, values);
        }

        Refuse(path, new NumpyOptions { Range = max is { } high ? (0, high) : null }, $"{path}: expected {message}");
    }

    [Fact]
    public void Images_whose_channels_seem_to_come_last_ask()
    {
        var path = Path.Combine(folder.Path, "last.npy");
        using (var images = torch.zeros([2, 6, 8, 3], dtype: ScalarType.Byte))
        {
            NpyFile.Write(path, images);
        }

        Refuse(
            path,
            new NumpyOptions(),
            "*expected images [N, C, H, W], but found the shape [2, 6, 8, 3], which looks like [N, H, W, C]. State "
                + "NumpyOptions.ChannelsLast = true, or false where these are 6 channels."
        );
        using var last = NumpyDataset.Load(path, new NumpyOptions { ChannelsLast = true });
        last.SampleShape.Should().Equal(3, 6, 8);
        using var first = NumpyDataset.Load(path, new NumpyOptions { ChannelsLast = false });
        first.SampleShape.Should().Equal(6, 8, 3);
    }

    [Fact]
    public void An_archive_of_several_arrays_needs_a_name() =>
        Refuse("stored.npz", new NumpyOptions(), "*expected one array, but found 3: 'images', 'labels', 'table'. *");

    [Fact]
    public void A_range_that_does_not_rise_is_refused() =>
        FluentActions
            .Invoking(() => NumpyDataset.Load("x", new NumpyOptions { Range = (1, 1) }))
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("NumpyOptions.Range must be finite and rise, but was 1 to 1.*");

    private static void Refuse(string fixture, NumpyOptions options, string message) =>
        FluentActions
            .Invoking(() => NumpyDataset.Load(Fixture(fixture), options))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage(message);

    private static float[] Read(IDataset data, long index)
    {
        using var indices = Numbers.Indices(index);
        using var batch = data.Read(indices, CPU);
        return batch.Samples.Floats();
    }

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);
}
