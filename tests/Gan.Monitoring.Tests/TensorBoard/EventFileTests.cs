using System.Buffers.Binary;

namespace Gan.Monitoring.Tests.TensorBoard;

/// <summary>Framing and checksums, read by a program of its own and by hand.</summary>
public sealed class EventFileTests
{
    [PythonFact]
    public void Every_checksum_in_a_file_is_that_of_RFC_3720()
    {
        using var folder = new TemporaryFolder();
        using var data = Small.Images();
        Small.Gan(data, steps: 2).AddCallback(new TensorBoardLogger(folder.Path)).Train().Dispose();
        Python
            .Lines(Events.Reader, folder.Path)
            .Should()
            .HaveCountGreaterThan(5, "the reader checks its own checksum by the RFC's value and every record by it");
    }

    [PythonFact]
    public void A_changed_bit_is_noticed_by_the_reader()
    {
        using var folder = new TemporaryFolder();
        using var data = Small.Images();
        Small
            .Gan(data, steps: 1)
            .AddCallback(new TensorBoardLogger(folder.Path, new() { Samples = 0, Histograms = 0 }))
            .Train()
            .Dispose();
        var path = Directory.GetFiles(folder.Path).Single();
        var bytes = File.ReadAllBytes(path);
        bytes[40] ^= 1;
        File.WriteAllBytes(path, bytes);
        FluentActions
            .Invoking(() => Python.Lines(Events.Reader, folder.Path))
            .Should()
            .Throw<Exception>()
            .WithMessage("*checksum*");
    }

    [Fact]
    public void A_record_of_a_known_length_has_the_checksum_computed_by_hand()
    {
        using var folder = new TemporaryFolder();
        using var data = Small.Images();
        Small
            .Gan(data, steps: 1)
            .AddCallback(new TensorBoardLogger(folder.Path, new() { Samples = 0, Histograms = 0 }))
            .Train()
            .Dispose();
        var bytes = File.ReadAllBytes(Directory.GetFiles(folder.Path).Single());
        // The first record of every TensorBoard file: 9 bytes of time, 2 of step 0, 15 of "brain.Event:2". Its length
        // 26 has a checksum that any such file shows.
        BinaryPrimitives.ReadInt64LittleEndian(bytes).Should().Be(26);
        BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8)).Should().Be(Masked([26, 0, 0, 0, 0, 0, 0, 0]));
        Bitwise("123456789"u8).Should().Be(0xE3069283, "RFC 3720, appendix B.4");
    }

    private static uint Masked(ReadOnlySpan<byte> bytes) => uint.RotateRight(Bitwise(bytes), 15) + 0xA282EAD8;

    private static uint Bitwise(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0x82F63B78;
            }
        }
        return ~crc;
    }
}
